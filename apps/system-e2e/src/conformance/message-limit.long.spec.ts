import { startVoiceServer, stopAll } from '../processes/running';
import { A, encodeFrame } from './frame';
import type { Hop } from './hop';
import { members, PATIENT, refused } from './lobby';
import { macOf, sealPlaintext } from './sealed-message';

const LIMIT = 2 ** 20;
const BATCH = 2 ** 12;

describe('the limit on messages under one key (docs/protocol.md, section 4.2)', () => {
  afterAll(stopAll);

  it('M4.10 closes after 2^20 messages in one direction', async () => {
    const server = await startVoiceServer({
      ...PATIENT,
      VOICE_MESSAGES_PER_SECOND: 1_000_000,
      VOICE_BYTES_PER_SECOND: 1_073_741_824,
    });
    const [speaker] = await members(server, 1);
    for (let sent = 0; sent < LIMIT; sent += BATCH) {
      expect(speaker.stream.socket.closed).toBe(false);
      await sayNothing(speaker, BATCH);
    }
    await sayNothing(speaker, 1);
    await refused(server, speaker.stream, 'message_limit');
  }, 180_000);
});

/** Sends `count` messages without audio, the cheapest that there are, in one piece. */
async function sayNothing({ keys, stream }: Hop, count: number): Promise<void> {
  const plaintext = macOf(keys, Buffer.alloc(0));
  const frame = (): Buffer => encodeFrame(A, sealPlaintext(keys, plaintext));
  await stream.write(Buffer.concat(Array.from({ length: count }, frame)));
}
