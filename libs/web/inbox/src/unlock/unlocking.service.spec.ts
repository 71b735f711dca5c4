import { TestBed } from '@angular/core/testing';
import { formatUnlockCode, sealRecording, unlockLink } from '@sealwave/e2ee';
import type { Bytes } from '@sealwave/kernel';
import { RecordingError } from '@sealwave/web/audio-io';
import {
  createInboxFixture,
  DECODED,
  type InboxFixture,
  sealedMessageOf,
} from '../testing/inbox-fixture';
import { type InboxMessage, voiceOf } from '../message/inbox-message';
import { InboxService } from '../inbox.service';
import { LinkNotice } from './link-notice';
import { Unlocking } from './unlocking.service';

const VOICE: Bytes = Uint8Array.from('OggS and so on', (character) => character.charCodeAt(0));

describe('Unlocking', () => {
  let fixture: InboxFixture;
  let inbox: InboxService;
  let decode: () => Promise<typeof DECODED>;
  let sealed: Awaited<ReturnType<typeof sealRecording>>;

  beforeEach(async () => {
    decode = () => Promise.resolve(DECODED);
    fixture = createInboxFixture(() => decode());
    inbox = TestBed.inject(InboxService);
    sealed = await sealRecording(VOICE);
  });

  const message = (id: string): InboxMessage => {
    const found = inbox.messages().find((each) => each.id === id);
    if (found === undefined) throw new Error(`there is no message ${id}`);
    return found;
  };
  const problemOf = (id: string): string | null => {
    const { content } = message(id);
    return content.kind === 'locked' ? content.problem : content.kind;
  };
  const receive = (id: string, file: Uint8Array): void =>
    fixture.receive(sealedMessageOf(id, file));

  async function until(holds: () => boolean): Promise<void> {
    while (!holds()) await new Promise((resolve) => setTimeout(resolve));
  }

  it('opens a message with its code, and states its origin', async () => {
    receive('a', sealed.file);
    await inbox.unlock('a', formatUnlockCode(sealed.key));
    expect(message('a').content).toMatchObject({
      kind: 'unlocked',
      voice: { size: VOICE.length, extension: 'ogg', durationMs: 1000 },
      proof: {
        repeated: false,
        fingerprint: expect.stringMatching(/^([0-9A-F]{4} ){3}[0-9A-F]{4}$/),
      },
    });
    expect(fixture.blobs.get(voiceOf(message('a'))?.url ?? '')?.type).toBe('audio/ogg');
  });

  it('opens a message with a link', async () => {
    receive('a', sealed.file);
    await inbox.unlock('a', unlockLink('https://voice.example', sealed.key));
    expect(message('a').content.kind).toBe('unlocked');
  });

  it('marks a message as unheard again even if its noise was saved', async () => {
    receive('a', sealed.file);
    inbox.markHeard('a');
    await inbox.unlock('a', formatUnlockCode(sealed.key));
    expect(inbox.unheardCount()).toBe(1);
  });

  it('shows that an attempt is running, and starts no second one', async () => {
    receive('a', sealed.file);
    const code = formatUnlockCode(sealed.key);
    const first = inbox.unlock('a', code);
    expect(message('a').content).toMatchObject({ kind: 'locked', unlocking: true });
    await Promise.all([first, inbox.unlock('a', code)]);
    expect(fixture.blobs.size).toBe(2);
  });

  it.each([
    ['not-a-code', 'open sesame'],
    ['mistyped', (code: string) => (code.startsWith('A') ? 'B' : 'A') + code.slice(1)],
  ])('reports %s for a text that is not a code, and stays locked', async (problem, text) => {
    receive('a', sealed.file);
    const code = formatUnlockCode(sealed.key);
    await inbox.unlock('a', typeof text === 'string' ? text : text(code));
    expect(problemOf('a')).toBe(problem);
    await inbox.unlock('a', code);
    expect(problemOf('a')).toBe('unlocked');
  });

  it('reports that a code belongs to another recording', async () => {
    receive('a', sealed.file);
    const { key } = await sealRecording(VOICE);
    await inbox.unlock('a', formatUnlockCode(key));
    expect(problemOf('a')).toBe('wrong-code');
    expect(fixture.blobs.size).toBe(1);
    expect(inbox.rejectedCount()).toBe(0);
  });

  it('opens the message that a code belongs to, wherever it was pasted', async () => {
    const other = await sealRecording(VOICE);
    receive('a', sealed.file);
    receive('b', other.file);
    await inbox.unlock('a', formatUnlockCode(other.key));
    expect(problemOf('a')).toBe('opened-another');
    expect(message('b').content.kind).toBe('unlocked');
  });

  it.each([
    ['a sealed byte', () => 60],
    ['the signature', (file: Bytes) => file.length - 40],
    ['the key of the signer', (file: Bytes) => file.length - 120],
  ])(
    'refuses a recording with a changed bit in %s, counts it once and gives it no address',
    async (_, at) => {
      const file = sealed.file.slice();
      file[at(file)] ^= 1;
      receive('a', file);
      const code = formatUnlockCode(sealed.key);
      await inbox.unlock('a', code);
      await inbox.unlock('a', code);
      expect(problemOf('a')).toBe('damaged');
      expect(inbox.rejectedCount()).toBe(1);
      expect(voiceOf(message('a'))).toBeNull();
      expect(fixture.blobs.size).toBe(1);
    },
  );

  it('tries every known code on each new message', async () => {
    expect(await TestBed.inject(Unlocking).use(sealed.key)).toBe(0);
    TestBed.inject(LinkNotice).say('kept');
    receive('other', (await sealRecording(VOICE)).file);
    receive('a', sealed.file);
    await until(() => problemOf('a') === 'unlocked');
    expect(problemOf('other')).toBeNull();
    expect(TestBed.inject(LinkNotice).outcome()).toBe('unlocked');
  });

  it('marks a recording that was unlocked before as repeated', async () => {
    receive('a', sealed.file);
    receive('b', sealed.file);
    expect(await TestBed.inject(Unlocking).use(sealed.key)).toBe(2);
    const repeated = inbox
      .messages()
      .map(({ content }) => content.kind === 'unlocked' && content.proof.repeated);
    expect(repeated).toEqual([true, false]);
  });

  it('lets a recording be saved that this browser cannot decode', async () => {
    decode = () => Promise.reject(RecordingError.unreadable('a codec of tomorrow'));
    receive('a', sealed.file);
    await inbox.unlock('a', formatUnlockCode(sealed.key));
    expect(voiceOf(message('a'))).toMatchObject({ durationMs: null, peaks: null });
  });

  it('gives no address to a message that was finally removed while it was opened', async () => {
    receive('a', sealed.file);
    const unlocking = inbox.unlock('a', formatUnlockCode(sealed.key));
    inbox.remove('a');
    inbox.confirmRemoval();
    await unlocking;
    expect(fixture.blobs.size).toBe(0);
  });

  it('completes a message that was removed and restored meanwhile', async () => {
    receive('a', sealed.file);
    const unlocking = inbox.unlock('a', formatUnlockCode(sealed.key));
    inbox.remove('a');
    await unlocking;
    inbox.undoRemoval();
    expect(problemOf('a')).toBe('unlocked');
    inbox.clear();
    inbox.confirmRemoval();
    expect(fixture.blobs.size).toBe(0);
  });
});
