import { InboxPanelFixture, MESSAGE } from './testing/inbox-panel-fixture';

describe('InboxPanel', () => {
  let panel: InboxPanelFixture;
  beforeEach(async () => (panel = await InboxPanelFixture.create()));

  describe('playing the next message', () => {
    let played: string[];

    beforeEach(async () => {
      played = [];
      for (const id of ['a', 'b', 'c']) await panel.receive({ ...MESSAGE, id });
      for (const audio of panel.page.querySelectorAll('audio')) {
        audio.play = () => {
          played.push(audio.src.slice(-1));
          return Promise.resolve();
        };
      }
    });

    /** The oldest message is the last in the list. */
    const oldest = (): HTMLAudioElement => [...panel.page.querySelectorAll('audio')].at(-1)!;

    async function end(audio: HTMLAudioElement): Promise<void> {
      audio.dispatchEvent(new Event('play'));
      await panel.component.whenStable();
      audio.dispatchEvent(new Event('ended'));
      await panel.component.whenStable();
    }

    it('happens only if it is switched on', async () => {
      await end(oldest());
      expect(played).toEqual([]);
    });

    it('continues with the next newer message', async () => {
      await panel.press('[role=switch]');
      await end(oldest());
      expect(played).toEqual(['2']);
    });

    it('never happens while the microphone is open', async () => {
      await panel.press('[role=switch]');
      panel.component.componentRef.setInput('silent', true);
      await end(oldest());
      expect(played).toEqual([]);
    });

    it('is stored', async () => {
      await panel.press('[role=switch]');
      expect(localStorage.getItem('sealwave.play-next')).toBe('true');
    });
  });
});
