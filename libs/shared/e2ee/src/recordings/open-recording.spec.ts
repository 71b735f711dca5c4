import { type Bytes, ErrorCode, toHex, VoiceError } from '@sealwave/kernel';
import * as fc from 'fast-check';
import { setTag } from './envelope';
import { KNOWN_ANSWER } from './known-answer-vectors';
import { isKeyFor, openRecording } from './open-recording';
import { tag } from './proofs';
import { RecordingKey } from './recording-key';
import { sealRecording } from './seal-recording';
import { joinSealedFile, readSealedRecording, splitSealedFile } from './sealed-file';

const { file: KNOWN_FILE } = KNOWN_ANSWER;
const KNOWN_KEY = RecordingKey.fromBytes(KNOWN_ANSWER.key);
const someBytes = fc.uint8Array({ maxLength: 300 }) as fc.Arbitrary<Bytes>;

/** The code of the error with which opening fails, or `opened`. */
async function answer(file: Bytes, key: RecordingKey): Promise<string> {
  try {
    await openRecording(file, key);
    return 'opened';
  } catch (error) {
    if (error instanceof VoiceError) return error.code;
    throw error;
  }
}

function flipped(file: Bytes, bit: number): Bytes {
  const copy = file.slice();
  copy[bit >> 3] ^= 1 << (bit & 7);
  return copy;
}

describe('a sealed recording', () => {
  it('opens to the same bytes with its own key, and with no other', async () => {
    await fc.assert(
      fc.asyncProperty(someBytes, async (recording) => {
        const { file, key } = await sealRecording(recording);
        const opened = await openRecording(file, key);
        expect(toHex(opened.recording)).toBe(toHex(recording));
        expect(await isKeyFor(file, key)).toBe(true);
        const other = RecordingKey.generate();
        expect(await answer(file, other)).toBe(ErrorCode.WrongUnlockCode);
        expect(await isKeyFor(file, other)).toBe(false);
      }),
      { numRuns: 30 },
    );
  });

  it('states its sender and its time, the same before and after it is opened', async () => {
    const before = Date.now();
    const { file, key } = await sealRecording(Uint8Array.of(1, 2, 3));
    const claimed = readSealedRecording(file);
    const opened = await openRecording(file, key);
    expect(claimed.mode).toBe('code');
    expect(claimed.createdAtMs).toBeGreaterThanOrEqual(before);
    expect(claimed).toMatchObject({
      messageId: opened.messageId,
      createdAtMs: opened.createdAtMs,
      senderKey: opened.senderKey,
    });
  });

  it('has its own key, IV, identifier and sender, even for the same recording', async () => {
    const recording = Uint8Array.of(1, 2, 3);
    const [one, two] = await Promise.all([sealRecording(recording), sealRecording(recording)]);
    const [a, b] = [readSealedRecording(one.file), readSealedRecording(two.file)];
    expect(a.messageId).not.toBe(b.messageId);
    expect(toHex(a.senderKey)).not.toBe(toHex(b.senderKey));
    expect(toHex(a.data.subarray(0, 12))).not.toBe(toHex(b.data.subarray(0, 12)));
    expect(await isKeyFor(two.file, one.key)).toBe(false);
  });

  it('is refused when any single bit of the file is flipped', async () => {
    const accepted: number[] = [];
    for (let bit = 0; bit < KNOWN_FILE.length * 8; bit++) {
      if ((await answer(flipped(KNOWN_FILE, bit), KNOWN_KEY)) === 'opened') accepted.push(bit);
    }
    expect(accepted).toEqual([]);
  }, 60_000);

  it('is refused as damaged, not as locked to another code, when its sealed bytes or proofs are changed', async () => {
    const { body, data } = splitSealedFile(KNOWN_FILE);
    const partOf = (view: Bytes) =>
      fc.integer({ min: 0, max: view.length * 8 - 1 }).map((bit) => view.byteOffset * 8 + bit);
    // The first four bytes of the envelope state its version; a change there is refused as unknown.
    const bits = fc.oneof(partOf(data), partOf(body.subarray(4)));
    await fc.assert(
      fc.asyncProperty(bits, async (bit) => {
        const file = flipped(KNOWN_FILE, bit);
        expect(await answer(file, KNOWN_KEY)).toBe(ErrorCode.SealedRecordingDamaged);
      }),
    );
  });

  it('is refused when bytes are missing at its end or follow it', async () => {
    for (let length = 0; length < KNOWN_FILE.length; length++) {
      const cut = KNOWN_FILE.slice(0, length);
      expect(await answer(cut, KNOWN_KEY)).toBe(ErrorCode.SealedRecordingDamaged);
      expect(await isKeyFor(cut, KNOWN_KEY)).toBe(false);
    }
    const longer = new Uint8Array(KNOWN_FILE.length + 1);
    longer.set(KNOWN_FILE);
    expect(await answer(longer, KNOWN_KEY)).toBe(ErrorCode.SealedRecordingDamaged);
  });

  it('is refused with the envelope of another one', async () => {
    const mine = await sealRecording(Uint8Array.of(1));
    const yours = await sealRecording(Uint8Array.of(1));
    const swapped = joinSealedFile(
      splitSealedFile(mine.file).data,
      splitSealedFile(yours.file).body,
    );
    expect(await answer(swapped, mine.key)).toBe(ErrorCode.SealedRecordingDamaged);
    expect(await answer(swapped, yours.key)).toBe(ErrorCode.SealedRecordingDamaged);
  });

  it('is refused when a holder of the key replaces the signature', async () => {
    const { data, body } = splitSealedFile(KNOWN_FILE.slice());
    body[300] ^= 1;
    setTag(body, await tag(body, KNOWN_KEY));
    const forged = joinSealedFile(data, body);
    expect(await answer(forged, KNOWN_KEY)).toBe(ErrorCode.SealedRecordingDamaged);
  });

  it.each([1, 2, 3])('in mode %i can be read but not opened', async (mode) => {
    const { data, body } = splitSealedFile(KNOWN_FILE.slice());
    body[1] = mode;
    const file = joinSealedFile(data, body);
    expect(readSealedRecording(file).mode).toBe(['code', 'link', 'group', 'passphrase'][mode]);
    expect(await answer(file, KNOWN_KEY)).toBe(ErrorCode.SealedRecordingUnsupported);
  });
});
