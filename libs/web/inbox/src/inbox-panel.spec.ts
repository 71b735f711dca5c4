import { TestBed } from '@angular/core/testing';
import type { AudioReceived } from '@sealwave/contracts';
import { InboxPanelFixture, MESSAGE } from './testing/inbox-panel-fixture';
import { LinkNotice } from './unlock/link-notice';

describe('InboxPanel', () => {
  let panel: InboxPanelFixture;
  beforeEach(async () => (panel = await InboxPanelFixture.create()));

  it('shows a hint while it is empty', () => {
    expect(panel.page.textContent).toContain('No messages yet');
  });

  it('shows a message with its player, its duration and its check', async () => {
    await panel.receive(MESSAGE);
    const card = panel.find('sw-message-card');
    expect(card?.querySelector('audio')?.src).toBe('blob:http://localhost/1');
    expect(card?.textContent).toContain('1:05');
    expect(card?.textContent).toContain('37.3 kB as nlp64');
    expect(panel.text('verified')).toBe('Verified: arrived unaltered');
    expect(panel.text('unheard-count')).toBe('1 new');
  });

  it('names nobody without a sender, because nothing proves who it was', async () => {
    await panel.receive(MESSAGE);
    expect(panel.find('h3')?.textContent).toContain('Somebody on this server');
  });

  it('names a sender only as far as known, in a room and in the lobby', async () => {
    await panel.ports.go({ id: 'A'.repeat(22), access: 'B'.repeat(43) });
    await panel.receive(MESSAGE);
    expect(panel.find('h3')?.textContent?.trim()).toBe('Somebody in this room');
    expect(panel.text('announcement')).toMatch(/^New message from Somebody in this room, /);
    // By the number that the list of members shows.
    await panel.receive({ ...MESSAGE, id: 'b', sender: { n: 3, name: null } });
    expect(panel.find('h3')?.textContent?.trim()).toBe('Guest 3');
    await panel.ports.go(undefined);
    await panel.receive({ ...MESSAGE, id: 'c', sender: null });
    expect(panel.find('h3')?.textContent?.trim()).toBe('Somebody on this server');
  });

  it('announces the sender and the length of a new message, once each', async () => {
    await panel.receive(MESSAGE);
    const first = panel.text('announcement');
    expect(first).toMatch(
      /^New message from Somebody on this server, 1 minute 5 seconds, .* 1 new\.$/,
    );
    await panel.receive({ ...MESSAGE, id: 'b' });
    expect(panel.text('announcement')).not.toBe(first);
    await panel.receive({ ...MESSAGE, id: 'c', sender: { n: 3, name: 'Ann' } });
    expect(panel.text('announcement')).toMatch(/^New message from Ann, /);
    expect(panel.find('[data-testid=announcement]')?.getAttribute('role')).toBe('status');
  });

  it('announces nothing when messages are heard, removed and restored', async () => {
    const said: string[] = [];
    const region = panel.find('[data-testid=announcement]') as HTMLElement;
    const noted = new MutationObserver(() => said.push(region.textContent ?? ''));
    noted.observe(region, { childList: true, characterData: true, subtree: true });
    await panel.receive(MESSAGE);
    await panel.receive({ ...MESSAGE, id: 'b', durationMs: 5000 });
    for (const audio of panel.page.querySelectorAll('audio'))
      audio.dispatchEvent(new Event('play'));
    await panel.component.whenStable();
    await panel.press('[aria-label^="Remove message"]');
    await panel.press('[data-testid=removed] button');
    expect(panel.text('unheard-count')).toBe('');
    expect(panel.find('[data-testid=announcement]')).toBe(region);
    expect(said).toEqual([
      expect.stringMatching(/1 minute 5 seconds, .* 1 new\.$/),
      expect.stringMatching(/5 seconds, .* 2 new\.$/),
    ]);
    noted.disconnect();
  });

  it('does not announce messages again that came before a visit to another screen', async () => {
    await panel.receive(MESSAGE);
    await panel.open();
    expect([panel.text('unheard-count'), panel.text('announcement')]).toEqual(['1 new', '']);
    await panel.receive({ ...MESSAGE, id: 'b' });
    expect(panel.text('announcement')).toMatch(/^New message from /);
  });

  it('gives every button its own name', async () => {
    const sender = { n: 3, name: 'Ann' };
    jest.useFakeTimers({ now: 0, doNotFake: ['setTimeout', 'queueMicrotask', 'nextTick'] });
    await panel.receive({ ...MESSAGE, sender });
    jest.setSystemTime(1_000);
    await panel.receive({ ...MESSAGE, id: 'b', sender }, { ...MESSAGE, id: 'c' });
    jest.useRealTimers();
    await panel.press('[aria-label^="Remove message"]');
    const names = [...panel.page.querySelectorAll('button, a, audio')].map(
      (each) => each.getAttribute('aria-label') ?? each.textContent?.trim(),
    );
    expect(names.filter((name, at) => name && names.indexOf(name) !== at)).toEqual([]);
    expect(names).toContainEqual(
      expect.stringMatching(/^Save message from Ann, .*, 1 minute 5 seconds$/),
    );
  });

  it('shows the quality that the sender measured, if there is a report', async () => {
    await panel.receive(MESSAGE, { ...MESSAGE, id: 'b', codec: 'unknown', quality: null });
    const reports = panel.page.querySelectorAll('[data-testid=received-quality]');
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
    await panel.receive({ ...MESSAGE, quality: { ...MESSAGE.quality, snr } });
    expect(panel.text('received-quality')).toContain(words);
  });

  it('counts a message as heard once it plays', async () => {
    await panel.receive(MESSAGE);
    panel.find('audio')?.dispatchEvent(new Event('play'));
    await panel.component.whenStable();
    expect(panel.text('unheard-count')).toBe('');
  });

  it("has no player for a message that only the sender's program opens", async () => {
    await panel.receive({
      ...MESSAGE,
      format: 'opaque',
      encrypted: true,
      durationMs: null,
      quality: null,
    });
    expect(panel.find('audio')).toBeNull();
    expect(panel.page.textContent).toContain('Locked with another program');
    expect(panel.page.querySelector('a')?.download).toBe('sealwave-a.bin');
  });

  it('removes a message on request, and restores it', async () => {
    await panel.receive(MESSAGE);
    await panel.press('button[aria-label^=Remove]');
    expect(panel.find('sw-message-card')).toBeNull();
    expect(panel.text('removed')).toContain('Message removed');
    await panel.press('[data-testid=removed] button');
    expect(panel.find('sw-message-card')).not.toBeNull();
    expect(panel.text('removed')).toBe('');
  });

  it('offers to restore messages only in the place where they were removed', async () => {
    const room = { id: 'A'.repeat(22), access: 'B'.repeat(43) };
    await panel.receive(MESSAGE);
    await panel.press('button[aria-label^=Remove]');
    await panel.ports.go(room);
    await panel.component.whenStable();
    expect(panel.text('removed')).toBe('');
    await panel.ports.go(undefined);
    await panel.component.whenStable();
    expect(panel.text('removed')).toContain('Message removed');
    await panel.press('[data-testid=removed] button');
    expect(panel.find('sw-message-card')).not.toBeNull();
  });

  it('shows no result of a file, and no announcement, in another place', async () => {
    const file = { size: 1, arrayBuffer: () => Promise.resolve(new ArrayBuffer(1)) };
    const drop = new Event('drop', { cancelable: true });
    panel.page.dispatchEvent(Object.assign(drop, { dataTransfer: { files: [file] } }));
    await panel.until(() => panel.text('file-outcome'));
    await panel.receive(MESSAGE);
    expect(panel.text('announcement')).not.toBe('');
    await panel.ports.go({ id: 'A'.repeat(22), access: 'B'.repeat(43) });
    await panel.component.whenStable();
    expect([panel.text('file-outcome'), panel.text('announcement')]).toEqual(['', '']);
    await panel.ports.go(undefined);
    await panel.component.whenStable();
    // It would be announced again.
    expect(panel.text('announcement')).toBe('');
  });

  it('shows how many messages failed their checks, if any did', async () => {
    expect(panel.text('rejected')).toBe('');
    const forged = { ...MESSAGE, verified: false } as unknown as AudioReceived;
    await panel.receive(forged);
    expect(panel.text('rejected')).toBe('One message failed its checks and was not played');
    await panel.receive(forged);
    expect(panel.text('rejected')).toBe('2 messages failed their checks and were not played');
    expect(panel.find('[data-testid=rejected]')?.getAttribute('role')).toBe('status');
  });

  it('shows the result of a link until it is dismissed', async () => {
    TestBed.inject(LinkNotice).say('unlocked-elsewhere');
    await panel.component.whenStable();
    expect(panel.text('link-outcome')).toContain('Unlocked in your other tab.');
    await panel.press('[data-testid=link-outcome] button');
    expect(panel.text('link-outcome')).toBe('');
  });

  it('shows a page of messages, and the older ones on request', async () => {
    await panel.receive(...Array.from({ length: 31 }, (_, at) => ({ ...MESSAGE, id: `m${at}` })));
    const shown = (): number => panel.page.querySelectorAll('sw-message-card').length;
    expect(shown()).toBe(30);
    expect(panel.find('.older')?.textContent).toContain('Show older messages (1)');
    await panel.press('.older');
    expect(shown()).toBe(31);
    expect(panel.find('.older')).toBeNull();
  });
});
