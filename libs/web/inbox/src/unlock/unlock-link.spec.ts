import { TestBed } from '@angular/core/testing';
import { formatUnlockCode, sealRecording, unlockLink } from '@sealwave/e2ee';
import { createInboxFixture, type InboxFixture, sealedMessageOf } from '../testing/inbox-fixture';
import { InboxService } from '../inbox.service';
import { LinkNotice, type LinkOutcome } from './link-notice';
import { PAGE_CHANNEL, type PageChannel, type PageMessage } from './page-channel';
import { UnlockLink } from './unlock-link';

/** A `BroadcastChannel` between two pages, which jsdom lacks. */
class Channel implements PageChannel {
  onmessage: PageChannel['onmessage'] = null;
  peer: Channel | null = null;

  postMessage(message: unknown): void {
    const data: unknown = JSON.parse(JSON.stringify(message));
    queueMicrotask(() => this.peer?.onmessage?.(new MessageEvent('message', { data })));
  }

  close(): void {
    if (this.peer) this.peer.peer = null;
  }
}

describe('UnlockLink', () => {
  let fixture: InboxFixture;
  let inbox: InboxService;
  let sealed: Awaited<ReturnType<typeof sealRecording>>;
  let other: Channel;
  let heard: PageMessage[];

  beforeEach(async () => {
    const mine = new Channel();
    other = new Channel();
    [mine.peer, other.peer] = [other, mine];
    heard = [];
    other.onmessage = ({ data }) => void heard.push(data as PageMessage);
    fixture = createInboxFixture();
    TestBed.configureTestingModule({ providers: [{ provide: PAGE_CHANNEL, useValue: mine }] });
    history.replaceState({ of: 'router' }, '', '/r/room?view=1');
    inbox = TestBed.inject(InboxService);
    sealed = await sealRecording(Uint8Array.of(1, 2, 3));
  });

  const fragment = (): string => new URL(unlockLink('https://x', sealed.key)).hash;
  const outcome = (): LinkOutcome | null => TestBed.inject(LinkNotice).outcome();
  const kind = (): string => inbox.messages()[0].content.kind;

  async function until(holds: () => boolean): Promise<void> {
    while (!holds()) await new Promise((resolve) => setTimeout(resolve));
  }

  it('opens a message with the code in the address, and removes nothing but the code at once', async () => {
    fixture.receive(sealedMessageOf('a', sealed.file));
    history.replaceState(history.state, '', fragment());
    TestBed.inject(UnlockLink).watch();
    expect(location.href).toBe('http://localhost/r/room?view=1');
    expect(history.state).toEqual({ of: 'router' });
    await until(() => outcome() !== null);
    expect(kind()).toBe('unlocked');
    expect(outcome()).toBe('unlocked');
  });

  it('opens a message when the address changes, and hides the code from other listeners', async () => {
    fixture.receive(sealedMessageOf('a', sealed.file));
    TestBed.inject(UnlockLink).watch();
    const seen: string[] = [];
    window.addEventListener('hashchange', () => seen.push(location.hash), { once: true });
    location.hash = fragment();
    await until(() => outcome() !== null);
    expect(kind()).toBe('unlocked');
    expect(seen.join('')).toBe('');
    expect(location.hash).toBe('');
  });

  it('leaves every other address unchanged', () => {
    history.replaceState(null, '', '#lab');
    TestBed.inject(UnlockLink).watch();
    expect(location.hash).toBe('#lab');
    expect(outcome()).toBeNull();
  });

  it.each([
    ['mistyped', (text: string) => text.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'))],
    ['not-a-code', () => '#unlock=me'],
  ] as const)('reports that a code is %s', (problem, change) => {
    history.replaceState(null, '', change(fragment()));
    TestBed.inject(UnlockLink).watch();
    expect(outcome()).toBe(problem);
    expect(location.hash).toBe('');
  });

  it('passes on a code that matches nothing here, and reports that it helped', async () => {
    history.replaceState(null, '', fragment());
    TestBed.inject(UnlockLink).watch();
    await until(() => heard.length > 0);
    expect(outcome()).toBe('kept');
    const [asked] = heard;
    expect(`#unlock=${asked.kind === 'code' ? asked.code : ''}`).toBe(fragment());
    other.postMessage({ kind: 'opened', question: 'of somebody else' });
    other.postMessage({ kind: 'opened', question: asked.question });
    await until(() => outcome() !== 'kept');
    expect(outcome()).toBe('unlocked-elsewhere');
  });

  it('tries a code from another page, opens what it matches, and answers', async () => {
    fixture.receive(sealedMessageOf('a', sealed.file));
    TestBed.inject(UnlockLink).watch();
    other.postMessage('from another version');
    other.postMessage({ kind: 'code', question: 'q', code: 'none' });
    other.postMessage({ kind: 'code', question: 'q', code: formatUnlockCode(sealed.key) });
    await until(() => heard.length > 0);
    expect(heard).toEqual([{ kind: 'opened', question: 'q' }]);
    expect(kind()).toBe('unlocked');
    expect(outcome()).toBe('unlocked');
  });

  it('keeps a code from another page that matches nothing here yet, without a notice', async () => {
    const present = await sealRecording(Uint8Array.of(4));
    fixture.receive(sealedMessageOf('present', present.file));
    TestBed.inject(UnlockLink).watch();
    const post = (question: string, code: string) =>
      other.postMessage({ kind: 'code', question, code });
    post('later', formatUnlockCode(sealed.key));
    post('now', formatUnlockCode(present.key));
    await until(() => heard.length > 0);
    fixture.receive(sealedMessageOf('a', sealed.file));
    await until(() => kind() === 'unlocked');
    expect(heard).toEqual([{ kind: 'opened', question: 'now' }]);
  });

  it('writes no code to any storage', async () => {
    history.replaceState(null, '', fragment());
    TestBed.inject(UnlockLink).watch();
    await until(() => heard.length > 0);
    expect(localStorage).toHaveLength(0);
    expect(sessionStorage).toHaveLength(0);
  });
});
