import { sha256 } from '@sealwave/crypto';
import { fromHex, toHex } from '@sealwave/kernel';
import { parseEnvelope } from './envelope';
import { KNOWN_ANSWER } from './known-answer-vectors';
import { openParts, openRecording } from './open-recording';
import { RecordingKey } from './recording-key';
import { joinSealedFile, readSealedRecording, splitSealedFile } from './sealed-file';
import { formatUnlockCode, parseUnlockCode } from './unlock-code';

/** The part of the design's known answers that this spec uses: a message in mode `link`. */
interface DesignAnswers {
  readonly inputs: Readonly<
    Record<'message_key' | 'message_plain' | 'message_id' | 'message_iv', string>
  > & { readonly created_ms: number };
  readonly voice_message: Readonly<Record<'svcE_body' | 'wav' | 'wav_sha256', string>>;
}

const { readVectors } = globalThis as { readVectors?: (path: string) => string | undefined };
const text = readVectors?.('generated/e2ee-v1-kat.json');
const itWithVectors = text === undefined ? it.skip : it;
const design = text === undefined ? undefined : (JSON.parse(text) as DesignAnswers);

describe('a sealed recording that other software made', () => {
  const { file, key, code, ...expected } = KNOWN_ANSWER;

  it('opens with its code', async () => {
    expect(await openRecording(file, parseUnlockCode(code))).toEqual(expected);
  });

  it('has the code that we write for its key', () => {
    expect(formatUnlockCode(RecordingKey.fromBytes(key))).toBe(code);
  });
});

describe('the known answers of the design, in mode link', () => {
  itWithVectors('lay out the same file', async () => {
    const { wav, wav_sha256, svcE_body } = design!.voice_message;
    const file = fromHex(wav);
    const { data, body } = splitSealedFile(file);
    expect(toHex(body)).toBe(svcE_body);
    expect(toHex(await sha256(joinSealedFile(data, body)))).toBe(wav_sha256);
    expect(toHex(data)).toMatch(new RegExp(`^${design!.inputs.message_iv}`));
  });

  itWithVectors('are read as what they are', () => {
    const { message_id, created_ms } = design!.inputs;
    const recording = readSealedRecording(fromHex(design!.voice_message.wav));
    expect(recording).toMatchObject({
      mode: 'link',
      messageId: message_id,
      createdAtMs: created_ms,
    });
    expect(parseEnvelope(fromHex(design!.voice_message.svcE_body)).mode).toBe('link');
  });

  itWithVectors('pass every proof and open, once the key has been unwrapped', async () => {
    const { message_key, message_plain } = design!.inputs;
    const parts = splitSealedFile(fromHex(design!.voice_message.wav));
    const opened = await openParts(parts, RecordingKey.fromBytes(fromHex(message_key)));
    expect(toHex(opened.recording)).toBe(message_plain);
  });
});
