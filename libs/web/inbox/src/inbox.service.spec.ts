import { TestBed } from '@angular/core/testing';
import type { AudioReceived } from '@sealwave/contracts';
import { sealRecording } from '@sealwave/e2ee';
import type { Bytes } from '@sealwave/kernel';
import {
  createInboxFixture,
  type InboxFixture,
  messageOf,
  sealedMessageOf,
} from './testing/inbox-fixture';
import { urlsOf, voiceOf } from './message/inbox-message';
import { INBOX_LIMIT } from './inbox-store';
import { InboxService } from './inbox.service';

describe('InboxService', () => {
  let fixture: InboxFixture;
  let inbox: InboxService;

  beforeEach(() => {
    fixture = createInboxFixture();
    TestBed.overrideProvider(INBOX_LIMIT, { useValue: { messages: 5, bytes: 5000 } });
    inbox = TestBed.inject(InboxService);
  });

  const ids = (): readonly string[] => inbox.messages().map(({ id }) => id);
  const fileOf = (bytes: Bytes): Blob => ({
    ...new Blob(),
    size: bytes.length,
    arrayBuffer: () => Promise.resolve(bytes.slice().buffer),
  });

  it('lists the newest first', () => {
    for (const id of ['a', 'b', 'c']) fixture.receive(messageOf(id));
    expect(ids()).toEqual(['c', 'b', 'a']);
    expect(inbox.arrival()?.id).toBe('c');
  });

  it('shows messages of a room only there, and still has them when the page returns', async () => {
    const room = { id: 'A'.repeat(22), access: 'B'.repeat(43) };
    await fixture.go(room);
    fixture.receive(messageOf('of the room'));
    await fixture.go(undefined);
    expect([ids(), inbox.unheardCount(), inbox.losableCount()]).toEqual([[], 0, 1]);
    fixture.receive(messageOf('of the lobby'));
    expect(ids()).toEqual(['of the lobby']);
    inbox.clear();
    inbox.confirmRemoval();
    await fixture.go(room);
    expect([ids(), inbox.unheardCount()]).toEqual([['of the room'], 1]);
    inbox.markHeard('of the room');
    expect(inbox.losableCount()).toBe(0);
  });

  it('offers the audio under an address with its type', () => {
    fixture.receive(messageOf('a'));
    fixture.receive(messageOf('b', { format: 'opaque', encrypted: true, durationMs: null }));
    const [sealed, plain] = inbox.messages();
    expect(fixture.blobs.get(urlsOf(plain)[0])?.type).toBe('audio/wav');
    expect(plain.size).toBe(4);
    expect(fixture.blobs.get(urlsOf(sealed)[0])?.type).toBe('application/octet-stream');
  });

  it('shows the picture of a message once it is decoded, and trusts its stated duration', async () => {
    fixture.receive(messageOf('a'));
    fixture.receive(messageOf('b', { durationMs: null }));
    expect(inbox.messages().map((message) => voiceOf(message)?.peaks)).toEqual([null, null]);
    await Promise.resolve();
    await Promise.resolve();
    const voices = inbox.messages().map(voiceOf);
    expect(voices.map((voice) => voice?.durationMs)).toEqual([1000, 500]);
    expect(Math.max(...(voices[0]?.peaks ?? []))).toBe(0.5);
  });

  it('plays nothing that its sender declared encrypted, even if it looks like sound', () => {
    fixture.receive(messageOf('a', { encrypted: true }));
    expect(inbox.messages()[0].content.kind).toBe('foreign');
    expect(voiceOf(inbox.messages()[0])).toBeNull();
  });

  it.each([true, false])(
    'keeps a sealed recording locked, declared encrypted: %s',
    async (encrypted) => {
      const { file } = await sealRecording(Uint8Array.of(1, 2, 3));
      fixture.receive({ ...sealedMessageOf('a', file), encrypted });
      expect(inbox.messages()[0].content).toMatchObject({ kind: 'locked', problem: null });
      expect(voiceOf(inbox.messages()[0])).toBeNull();
    },
  );

  it('counts unheard messages', () => {
    for (const id of ['a', 'b']) fixture.receive(messageOf(id));
    expect(inbox.unheardCount()).toBe(2);
    inbox.markHeard('a');
    inbox.markHeard('a');
    expect(inbox.unheardCount()).toBe(1);
    inbox.remove('b');
    expect(inbox.unheardCount()).toBe(0);
  });

  it('keeps one of two copies of a message, also of one that was just removed', () => {
    fixture.receive(messageOf('a'));
    inbox.markHeard('a');
    fixture.receive(messageOf('a'));
    expect(ids()).toEqual(['a']);
    expect(inbox.unheardCount()).toBe(0);
    expect(fixture.blobs.size).toBe(1);
    inbox.remove('a');
    fixture.receive(messageOf('a'));
    expect(ids()).toEqual([]);
  });

  it('drops and counts unverified messages, whatever the gateway says', () => {
    fixture.receive({ ...messageOf('a'), verified: false } as unknown as AudioReceived);
    expect(ids()).toEqual([]);
    expect(fixture.blobs.size).toBe(0);
    expect(inbox.rejectedCount()).toBe(1);
  });

  it('counts a sealed message that is damaged, and shows that on it', async () => {
    const { file } = await sealRecording(Uint8Array.of(1, 2, 3));
    const newer = file.slice();
    newer[file.length - 338] = 9;
    fixture.receive(sealedMessageOf('longer', Uint8Array.of(...file, 0)));
    fixture.receive(sealedMessageOf('newer', newer));
    const problems = inbox
      .messages()
      .map(({ content }) => (content.kind === 'locked' ? content.problem : content.kind));
    expect(problems).toEqual(['unsupported', 'damaged']);
    expect(inbox.rejectedCount()).toBe(1);
  });

  it('restores removed messages at their place, until the next removal', () => {
    for (const id of ['a', 'b', 'c']) fixture.receive(messageOf(id));
    inbox.remove('b');
    expect(ids()).toEqual(['c', 'a']);
    inbox.undoRemoval();
    expect(ids()).toContain('b');
    inbox.clear();
    expect(inbox.removedCount()).toBe(3);
    inbox.undoRemoval();
    expect(ids()).toHaveLength(3);
    expect(inbox.removedCount()).toBe(0);
    expect(fixture.blobs.size).toBe(3);
  });

  it('frees the memory of finally removed messages, and of nothing else', () => {
    for (const id of ['a', 'b', 'c']) fixture.receive(messageOf(id));
    inbox.remove('b');
    inbox.remove('c');
    expect([...fixture.blobs.keys()]).toEqual([
      'blob:http://localhost/1',
      'blob:http://localhost/3',
    ]);
    inbox.confirmRemoval();
    expect(fixture.blobs.size).toBe(1);
    inbox.clear();
    inbox.confirmRemoval();
    expect(fixture.blobs.size).toBe(0);
  });

  it('drops the oldest heard messages when there are too many, and counts them', () => {
    for (const id of ['a', 'b', 'c', 'd', 'e']) fixture.receive(messageOf(id));
    inbox.markHeard('b');
    fixture.receive(messageOf('f'));
    expect(ids()).toEqual(['f', 'e', 'd', 'c', 'a']);
    expect(inbox.displacedCount()).toBe(1);
    expect(fixture.blobs.size).toBe(5);
  });

  it('drops removed messages before any other', () => {
    for (const id of ['a', 'b', 'c', 'd', 'e']) fixture.receive(messageOf(id));
    inbox.remove('e');
    fixture.receive(messageOf('f'));
    expect(ids()).toEqual(['f', 'd', 'c', 'b', 'a']);
    expect(inbox.removedCount()).toBe(0);
    expect(inbox.displacedCount()).toBe(0);
  });

  it('holds no more bytes than its limit', () => {
    for (const id of ['a', 'b', 'c'])
      fixture.receive(messageOf(id, { audio: new Uint8Array(2000) }));
    expect(ids()).toEqual(['c', 'b']);
    fixture.receive(messageOf('d', { audio: new Uint8Array(9000) }));
    expect(ids()).toEqual(['d']);
  });

  it('opens a sealed recording from a file, once, and no other file', async () => {
    const { file } = await sealRecording(new Uint8Array(10));
    expect(await inbox.openFile(fileOf(file))).toBe('added');
    expect(inbox.messages()[0]).toMatchObject({ origin: 'file', content: { kind: 'locked' } });
    expect(await inbox.openFile(fileOf(file))).toBe('already-here');
    expect(await inbox.openFile(fileOf(Uint8Array.of(82, 73, 70, 70)))).toBe('not-sealed');
    expect(await inbox.openFile({ ...fileOf(file), size: 1e9 })).toBe('too-large');
    const gone = () => Promise.reject(new DOMException('gone', 'NotReadableError'));
    expect(await inbox.openFile({ ...fileOf(file), arrayBuffer: gone })).toBe('unreadable');
    expect(ids()).toHaveLength(1);
    expect(inbox.arrival()).toBeNull();
  });
});
