import { formatUnlockCode, sealRecording } from '@sealwave/e2ee';
import { sealedMessageOf } from './testing/inbox-fixture';
import { InboxPanelFixture } from './testing/inbox-panel-fixture';

describe('InboxPanel', () => {
  let panel: InboxPanelFixture;
  beforeEach(async () => (panel = await InboxPanelFixture.create()));

  it('opens a sealed file that is dropped on it', async () => {
    const { file } = await sealRecording(Uint8Array.of(1));
    const blob = { size: file.length, arrayBuffer: () => Promise.resolve(file.slice().buffer) };
    const drop = new Event('drop', { cancelable: true });
    panel.page.dispatchEvent(Object.assign(drop, { dataTransfer: { files: [blob] } }));
    await panel.until(() => panel.find('sw-unlock-form'));
    expect(drop.defaultPrevented).toBe(true);
    expect(panel.find('h3')?.textContent).toContain('From a file on this device');
    expect(panel.text('verified')).toContain('checked when it is unlocked');
    expect(panel.text('file-outcome')).toContain('among your messages');
  });

  describe('with a sealed message', () => {
    let sealed: Awaited<ReturnType<typeof sealRecording>>;

    beforeEach(async () => {
      sealed = await sealRecording(Uint8Array.of(1, 2, 3));
      await panel.receive(sealedMessageOf('s', sealed.file));
    });

    it('plays the noise and asks for the code', () => {
      expect(panel.find('sw-noise-player audio')).not.toBeNull();
      expect(panel.find('sw-unlock-form label')?.textContent).toBe('Unlock code or link');
      expect(panel.page.querySelector('a')?.download).toBe('sealwave-s-sealed.wav');
    });

    it('does not count playing the noise as hearing the message', async () => {
      panel.find('audio')?.dispatchEvent(new Event('play'));
      await panel.component.whenStable();
      expect(panel.text('unheard-count')).toBe('1 new');
    });

    it('shows what is wrong with a code at the field, and announces it', async () => {
      await panel.enterCode('sesame');
      const problem = panel.find('[data-testid=unlock-problem]');
      expect(problem?.textContent).toContain("That's not a code");
      expect(problem?.getAttribute('role')).toBe('alert');
      expect(panel.find('sw-unlock-form input')?.getAttribute('aria-describedby')).toBe(
        problem?.id,
      );
      await panel.enterCode(formatUnlockCode((await sealRecording(Uint8Array.of(1))).key));
      expect(panel.text('unlock-problem')).toContain('Wrong code');
    });

    it('plays the voice after that, shows what is proved, and keeps the focus on the card', async () => {
      await panel.enterCode(formatUnlockCode(sealed.key));
      await panel.until(() => panel.find('fieldset'));
      expect(panel.find('sw-noise-player')).toBeNull();
      expect(panel.find('audio')).not.toBeNull();
      expect(panel.text('verified')).toBe('Verified: exactly as it was sealed');
      expect(panel.text('seal-details')).toContain('Signed with a key of its own');
      await panel.until(() => document.activeElement === panel.find('h3'));
      expect(panel.page.querySelector('a')?.download).toBe('sealwave-s.bin');
    });

    it('lets a person choose between noise and voice', async () => {
      await panel.enterCode(formatUnlockCode(sealed.key));
      await panel.until(() => panel.find('fieldset'));
      await panel.press('fieldset label:last-of-type input');
      expect(panel.find('sw-noise-player audio')).not.toBeNull();
      expect(panel.page.querySelector('a')?.download).toBe('sealwave-s-sealed.wav');
      await panel.press('fieldset label input');
      expect(panel.find('sw-noise-player')).toBeNull();
    });

    it('has no field for a message that no code opens', async () => {
      const damaged = sealed.file.slice();
      damaged[60] ^= 1;
      await panel.press('button[aria-label^=Remove]');
      await panel.receive(sealedMessageOf('t', damaged));
      await panel.enterCode(formatUnlockCode(sealed.key));
      await panel.until(() => !panel.find('sw-unlock-form form'));
      expect(panel.text('unlock-problem')).toContain('damaged');
      expect(panel.find('audio')).toBeNull();
      expect(panel.text('verified')).toBe('Failed its check');
    });
  });
});
