import { startVoiceServer, stopAll } from '../processes/running';
import type { ServerProcess } from '../processes/server-process';
import { K } from './frame';
import { FrameStream } from './frame-stream';
import { PATIENT, refused } from './lobby';
import { REFUSED_KEYS } from './refused-keys';

describe('public keys (docs/protocol.md, section 3.2)', () => {
  let server: ServerProcess;
  beforeAll(async () => (server = await startVoiceServer(PATIENT)));
  afterAll(stopAll);

  it.each(REFUSED_KEYS)('M3.7 TM-T4: closes on %s', async (_, body) => {
    const stream = await FrameStream.open(server.port);
    stream.send(K, body);
    await refused(server, stream, 'public_key_invalid');
  });
});
