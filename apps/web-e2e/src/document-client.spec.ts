import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { mixToMono, parseWav, toInt16, resample } from '@sealwave/audio';
// A client written from docs/protocol.md alone, which shares no code with what it is tried against.
import { type Hop, join as joinLobby } from '../../system-e2e/src/conformance/hop';
import { likeness } from './support/likeness';
import { test } from './support/sealwave-test';

test.use({ ownServers: true });

const VOICE = join(__dirname, '../../../libs/testing/assets/librivox-0930.wav');

/** The voice at 8 kHz. */
function spoken(): Float32Array {
  const { channels, samplingRate } = parseWav(readFileSync(VOICE)).readAll();
  return resample(mixToMono(channels), samplingRate);
}

for (const encoding of ['pem', 'der', 'raw'] as const) {
  test(`C1: a client of the bare protocol with ${encoding} keys and a browser hear each other`, async ({
    sealwave,
  }) => {
    const ann = await sealwave.join();
    const raw: Hop = await joinLobby(Number(sealwave.voiceServer.address.split(':')[1]), encoding);

    raw.send(readFileSync(VOICE));
    await expect(ann.messages).toHaveCount(1);
    expect(Buffer.compare(await ann.newestAudio(), readFileSync(VOICE))).toBe(0);

    raw.send(Buffer.from(toInt16(spoken()).buffer));
    await expect(ann.messages).toHaveCount(2);
    const bare = parseWav(await ann.newestAudio()).readAll();
    expect(bare.samplingRate).toBe(8000);
    expect(likeness(bare.channels[0], spoken())).toBeGreaterThan(0.999);

    await ann.record(2);
    const recorded = await ann.ownRecording();
    await ann.send();
    const heard = parseWav(await raw.receive()).readAll();
    expect(likeness(heard.channels[0], recorded)).toBeGreaterThan(0.98);
    raw.close();
  });
}
