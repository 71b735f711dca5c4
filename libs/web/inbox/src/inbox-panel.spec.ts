import { type ComponentFixture, TestBed } from '@angular/core/testing';
import type { AudioReceived } from '@sealwave/contracts';
import { formatUnlockCode, sealRecording } from '@sealwave/e2ee';
import {
  createInboxFixture,
  type InboxFixture,
  messageOf,
  sealedMessageOf,
} from './testing/inbox-fixture';
import { InboxPanel } from './inbox-panel';
import { LinkNotice } from './unlock/link-notice';

const MESSAGE: AudioReceived = messageOf('a', {
  durationMs: 65_000,
  codec: 'nlp64',
  quality: {
    snr: { kind: 'measured', db: 41.26 },
    pcm8Snr: { kind: 'measured', db: 29.3 },
    lowestFrameSnr: { kind: 'measured', db: 40.02 },
    firstPercentileFrameSnr: { kind: 'measured', db: 40.5 },
    nonSilent: { frames: 230, passing: 230 },
    active: { frames: 200, passing: 200 },
    bitrateBps: 64_000,
    codedBytes: 37_280,
    sampleCount: 37_280,
    rmsDbfs: -25,
    clippedSamples: 0,
  },
});

describe('InboxPanel', () => {
  let ports: InboxFixture;
  let fixture: ComponentFixture<InboxPanel>;
  let page: HTMLElement;

  beforeEach(async () => {
    localStorage.clear();
    ports = createInboxFixture();
    fixture = TestBed.createComponent(InboxPanel);
    page = fixture.nativeElement as HTMLElement;
    await fixture.whenStable();
  });

  const find = (selector: string): HTMLElement | null => page.querySelector(selector);
  const text = (testId: string): string =>
    find(`[data-testid=${testId}]`)?.textContent?.replace(/\s+/g, ' ').trim() ?? '';

  async function receive(...messages: AudioReceived[]): Promise<void> {
    for (const message of messages) ports.receive(message);
    await fixture.whenStable();
  }

  async function until(holds: () => unknown): Promise<void> {
    while (!holds()) {
      await new Promise((resolve) => setTimeout(resolve));
      await fixture.whenStable();
    }
  }

  async function press(selector: string): Promise<void> {
    find(selector)?.click();
    await fixture.whenStable();
  }

  async function enterCode(code: string): Promise<void> {
    const field = find('sw-unlock-form input') as HTMLInputElement;
    field.value = code;
    field.form?.dispatchEvent(new Event('submit', { cancelable: true }));
    await fixture.whenStable();
    await until(() => !find('[aria-disabled]'));
  }

  it('shows a hint while it is empty', () => {
    expect(page.textContent).toContain('No messages yet');
  });

  it('shows a message with its player, its duration and its check', async () => {
    await receive(MESSAGE);
    const card = find('sw-message-card');
    expect(card?.querySelector('audio')?.src).toBe('blob:http://localhost/1');
    expect(card?.textContent).toContain('1:05');
    expect(card?.textContent).toContain('37.3 kB as nlp64');
    expect(text('verified')).toBe('Verified: arrived unaltered');
    expect(text('unheard-count')).toBe('1 new');
  });

  it('names nobody without a sender, because nothing proves who it was', async () => {
    await receive(MESSAGE);
    expect(find('h3')?.textContent).toContain('Somebody on this server');
  });

  it('names a sender only as far as known, in a room and in the lobby', async () => {
    await ports.go({ id: 'A'.repeat(22), access: 'B'.repeat(43) });
    await receive(MESSAGE);
    expect(find('h3')?.textContent?.trim()).toBe('Somebody in this room');
    expect(text('announcement')).toMatch(/^New message from Somebody in this room, /);
    // By the number that the list of members shows.
    await receive({ ...MESSAGE, id: 'b', sender: { n: 3, name: null } });
    expect(find('h3')?.textContent?.trim()).toBe('Guest 3');
    await ports.go(undefined);
    await receive({ ...MESSAGE, id: 'c', sender: null });
    expect(find('h3')?.textContent?.trim()).toBe('Somebody on this server');
  });

  it('announces the sender and the length of a new message, once each', async () => {
    await receive(MESSAGE);
    const first = text('announcement');
    expect(first).toMatch(
      /^New message from Somebody on this server, 1 minute 5 seconds, .* 1 new\.$/,
    );
    await receive({ ...MESSAGE, id: 'b' });
    expect(text('announcement')).not.toBe(first);
    await receive({ ...MESSAGE, id: 'c', sender: { n: 3, name: 'Ann' } });
    expect(text('announcement')).toMatch(/^New message from Ann, /);
    expect(find('[data-testid=announcement]')?.getAttribute('role')).toBe('status');
  });

  it('announces nothing when messages are heard, removed and restored', async () => {
    const said: string[] = [];
    const region = find('[data-testid=announcement]') as HTMLElement;
    const noted = new MutationObserver(() => said.push(region.textContent ?? ''));
    noted.observe(region, { childList: true, characterData: true, subtree: true });
    await receive(MESSAGE);
    await receive({ ...MESSAGE, id: 'b', durationMs: 5000 });
    for (const audio of page.querySelectorAll('audio')) audio.dispatchEvent(new Event('play'));
    await fixture.whenStable();
    await press('[aria-label^="Remove message"]');
    await press('[data-testid=removed] button');
    expect(text('unheard-count')).toBe('');
    expect(find('[data-testid=announcement]')).toBe(region);
    expect(said).toEqual([
      expect.stringMatching(/1 minute 5 seconds, .* 1 new\.$/),
      expect.stringMatching(/5 seconds, .* 2 new\.$/),
    ]);
    noted.disconnect();
  });

  it('does not announce messages again that came before a visit to another screen', async () => {
    await receive(MESSAGE);
    fixture.destroy();
    fixture = TestBed.createComponent(InboxPanel);
    page = fixture.nativeElement as HTMLElement;
    await fixture.whenStable();
    expect([text('unheard-count'), text('announcement')]).toEqual(['1 new', '']);
    await receive({ ...MESSAGE, id: 'b' });
    expect(text('announcement')).toMatch(/^New message from /);
  });

  it('gives every button its own name', async () => {
    const sender = { n: 3, name: 'Ann' };
    jest.useFakeTimers({ now: 0, doNotFake: ['setTimeout', 'queueMicrotask', 'nextTick'] });
    await receive({ ...MESSAGE, sender });
    jest.setSystemTime(1_000);
    await receive({ ...MESSAGE, id: 'b', sender }, { ...MESSAGE, id: 'c' });
    jest.useRealTimers();
    await press('[aria-label^="Remove message"]');
    const names = [...page.querySelectorAll('button, a, audio')].map(
      (each) => each.getAttribute('aria-label') ?? each.textContent?.trim(),
    );
    expect(names.filter((name, at) => name && names.indexOf(name) !== at)).toEqual([]);
    expect(names).toContainEqual(
      expect.stringMatching(/^Save message from Ann, .*, 1 minute 5 seconds$/),
    );
  });

  it('shows the quality that the sender measured, if there is a report', async () => {
    await receive(MESSAGE, { ...MESSAGE, id: 'b', codec: 'unknown', quality: null });
    const reports = page.querySelectorAll('[data-testid=received-quality]');
    expect(reports).toHaveLength(1);
    expect(reports[0].textContent).toContain('Meets Requirement (≥40dB)');
    expect(reports[0].textContent).toMatch(/41.2 dB.*40.0 dB.*29.3 dB/s);
  });

  it.each([
    [{ kind: 'measured', db: 39.99 }, 'Below 40dB (Does not meet requirement)'],
    [{ kind: 'lossless', db: null }, 'without loss'],
    [{ kind: 'silence', db: null }, 'of silence'],
  ] as const)('describes %j', async (snr, words) => {
    if (!MESSAGE.quality) throw new Error('there is a report');
    await receive({ ...MESSAGE, quality: { ...MESSAGE.quality, snr } });
    expect(text('received-quality')).toContain(words);
  });

  it('counts a message as heard once it plays', async () => {
    await receive(MESSAGE);
    find('audio')?.dispatchEvent(new Event('play'));
    await fixture.whenStable();
    expect(text('unheard-count')).toBe('');
  });

  it("has no player for a message that only the sender's program opens", async () => {
    await receive({
      ...MESSAGE,
      format: 'opaque',
      encrypted: true,
      durationMs: null,
      quality: null,
    });
    expect(find('audio')).toBeNull();
    expect(page.textContent).toContain('Locked with another program');
    expect(page.querySelector('a')?.download).toBe('sealwave-a.bin');
  });

  it('removes a message on request, and restores it', async () => {
    await receive(MESSAGE);
    await press('button[aria-label^=Remove]');
    expect(find('sw-message-card')).toBeNull();
    expect(text('removed')).toContain('Message removed');
    await press('[data-testid=removed] button');
    expect(find('sw-message-card')).not.toBeNull();
    expect(text('removed')).toBe('');
  });

  it('offers to restore messages only in the place where they were removed', async () => {
    const room = { id: 'A'.repeat(22), access: 'B'.repeat(43) };
    await receive(MESSAGE);
    await press('button[aria-label^=Remove]');
    await ports.go(room);
    await fixture.whenStable();
    expect(text('removed')).toBe('');
    await ports.go(undefined);
    await fixture.whenStable();
    expect(text('removed')).toContain('Message removed');
    await press('[data-testid=removed] button');
    expect(find('sw-message-card')).not.toBeNull();
  });

  it('shows no result of a file, and no announcement, in another place', async () => {
    const file = { size: 1, arrayBuffer: () => Promise.resolve(new ArrayBuffer(1)) };
    const drop = new Event('drop', { cancelable: true });
    page.dispatchEvent(Object.assign(drop, { dataTransfer: { files: [file] } }));
    await until(() => text('file-outcome'));
    await receive(MESSAGE);
    expect(text('announcement')).not.toBe('');
    await ports.go({ id: 'A'.repeat(22), access: 'B'.repeat(43) });
    await fixture.whenStable();
    expect([text('file-outcome'), text('announcement')]).toEqual(['', '']);
    await ports.go(undefined);
    await fixture.whenStable();
    // It would be announced again.
    expect(text('announcement')).toBe('');
  });

  it('shows how many messages failed their checks, if any did', async () => {
    expect(text('rejected')).toBe('');
    const forged = { ...MESSAGE, verified: false } as unknown as AudioReceived;
    await receive(forged);
    expect(text('rejected')).toBe('One message failed its checks and was not played');
    await receive(forged);
    expect(text('rejected')).toBe('2 messages failed their checks and were not played');
    expect(find('[data-testid=rejected]')?.getAttribute('role')).toBe('status');
  });

  it('shows the result of a link until it is dismissed', async () => {
    TestBed.inject(LinkNotice).say('unlocked-elsewhere');
    await fixture.whenStable();
    expect(text('link-outcome')).toContain('Unlocked in your other tab.');
    await press('[data-testid=link-outcome] button');
    expect(text('link-outcome')).toBe('');
  });

  it('shows a page of messages, and the older ones on request', async () => {
    await receive(...Array.from({ length: 31 }, (_, at) => ({ ...MESSAGE, id: `m${at}` })));
    const shown = (): number => page.querySelectorAll('sw-message-card').length;
    expect(shown()).toBe(30);
    expect(find('.older')?.textContent).toContain('Show older messages (1)');
    await press('.older');
    expect(shown()).toBe(31);
    expect(find('.older')).toBeNull();
  });

  it('opens a sealed file that is dropped on it', async () => {
    const { file } = await sealRecording(Uint8Array.of(1));
    const blob = { size: file.length, arrayBuffer: () => Promise.resolve(file.slice().buffer) };
    const drop = new Event('drop', { cancelable: true });
    page.dispatchEvent(Object.assign(drop, { dataTransfer: { files: [blob] } }));
    await until(() => find('sw-unlock-form'));
    expect(drop.defaultPrevented).toBe(true);
    expect(find('h3')?.textContent).toContain('From a file on this device');
    expect(text('verified')).toContain('checked when it is unlocked');
    expect(text('file-outcome')).toContain('among your messages');
  });

  describe('with a sealed message', () => {
    let sealed: Awaited<ReturnType<typeof sealRecording>>;

    beforeEach(async () => {
      sealed = await sealRecording(Uint8Array.of(1, 2, 3));
      await receive(sealedMessageOf('s', sealed.file));
    });

    it('plays the noise and asks for the code', () => {
      expect(find('sw-noise-player audio')).not.toBeNull();
      expect(find('sw-unlock-form label')?.textContent).toBe('Unlock code or link');
      expect(page.querySelector('a')?.download).toBe('sealwave-s-sealed.wav');
    });

    it('does not count playing the noise as hearing the message', async () => {
      find('audio')?.dispatchEvent(new Event('play'));
      await fixture.whenStable();
      expect(text('unheard-count')).toBe('1 new');
    });

    it('shows what is wrong with a code at the field, and announces it', async () => {
      await enterCode('sesame');
      const problem = find('[data-testid=unlock-problem]');
      expect(problem?.textContent).toContain("That's not a code");
      expect(problem?.getAttribute('role')).toBe('alert');
      expect(find('sw-unlock-form input')?.getAttribute('aria-describedby')).toBe(problem?.id);
      await enterCode(formatUnlockCode((await sealRecording(Uint8Array.of(1))).key));
      expect(text('unlock-problem')).toContain('Wrong code');
    });

    it('plays the voice after that, shows what is proved, and keeps the focus on the card', async () => {
      await enterCode(formatUnlockCode(sealed.key));
      await until(() => find('fieldset'));
      expect(find('sw-noise-player')).toBeNull();
      expect(find('audio')).not.toBeNull();
      expect(text('verified')).toBe('Verified: exactly as it was sealed');
      expect(text('seal-details')).toContain('Signed with a key of its own');
      await until(() => document.activeElement === find('h3'));
      expect(page.querySelector('a')?.download).toBe('sealwave-s.bin');
    });

    it('lets a person choose between noise and voice', async () => {
      await enterCode(formatUnlockCode(sealed.key));
      await until(() => find('fieldset'));
      await press('fieldset label:last-of-type input');
      expect(find('sw-noise-player audio')).not.toBeNull();
      expect(page.querySelector('a')?.download).toBe('sealwave-s-sealed.wav');
      await press('fieldset label input');
      expect(find('sw-noise-player')).toBeNull();
    });

    it('has no field for a message that no code opens', async () => {
      const damaged = sealed.file.slice();
      damaged[60] ^= 1;
      await press('button[aria-label^=Remove]');
      await receive(sealedMessageOf('t', damaged));
      await enterCode(formatUnlockCode(sealed.key));
      await until(() => !find('sw-unlock-form form'));
      expect(text('unlock-problem')).toContain('damaged');
      expect(find('audio')).toBeNull();
      expect(text('verified')).toBe('Failed its check');
    });
  });

  describe('playing the next message', () => {
    let played: string[];

    beforeEach(async () => {
      played = [];
      for (const id of ['a', 'b', 'c']) await receive({ ...MESSAGE, id });
      for (const audio of page.querySelectorAll('audio')) {
        audio.play = () => {
          played.push(audio.src.slice(-1));
          return Promise.resolve();
        };
      }
    });

    /** The oldest message is the last in the list. */
    const oldest = (): HTMLAudioElement => [...page.querySelectorAll('audio')].at(-1)!;

    async function end(audio: HTMLAudioElement): Promise<void> {
      audio.dispatchEvent(new Event('play'));
      await fixture.whenStable();
      audio.dispatchEvent(new Event('ended'));
      await fixture.whenStable();
    }

    it('happens only if it is switched on', async () => {
      await end(oldest());
      expect(played).toEqual([]);
    });

    it('continues with the next newer message', async () => {
      await press('[role=switch]');
      await end(oldest());
      expect(played).toEqual(['2']);
    });

    it('never happens while the microphone is open', async () => {
      await press('[role=switch]');
      fixture.componentRef.setInput('silent', true);
      await end(oldest());
      expect(played).toEqual([]);
    });

    it('is stored', async () => {
      await press('[role=switch]');
      expect(localStorage.getItem('sealwave.play-next')).toBe('true');
    });
  });
});
