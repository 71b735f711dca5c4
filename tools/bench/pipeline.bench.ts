import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { encodeMessage, newMessageId } from '@sealwave/message';
import { CompressionService } from '@sealwave/node/media';
import { muxOpus, opusHead, opusPackets } from '@sealwave/node/media/fixtures';
import { BaseCipher } from '@sealwave/node/hop';
import { measure } from './benchmark';

const SECONDS = 600;
/** As Chromium's MediaRecorder writes them. */
const PACKET_SECONDS = 0.06;
const NS_PER_MS = 1e6;

const voice = new Uint8Array(readFileSync('libs/testing/assets/librivox-0930.webm'));
const packets = opusPackets(voice, 'webm');
const recording = await muxOpus(
  Array.from({ length: SECONDS / PACKET_SECONDS }, (_, i) => packets[i % packets.length]),
  { container: 'webm', head: opusHead({ channels: 1 }), packetSeconds: PACKET_SECONDS },
);
const compression = new CompressionService();
const cipher = new BaseCipher(randomBytes(32));
let longestHoldMs = 0;

/** The gateway's work between `send_audio` and the socket. */
async function decodeCodeAndSeal(): Promise<void> {
  const holds = monitorEventLoopDelay({ resolution: 1 });
  holds.enable();
  const { coder, frames, report } = await compression.compress(recording);
  const message = encodeMessage({ id: newMessageId(), kind: 'voice', coder, report, frames });
  await cipher.sealYielding(message);
  holds.disable();
  longestHoldMs = holds.max / NS_PER_MS;
}

await measure({
  title: `A WebM recording of ${SECONDS / 60} minutes, decoded, resampled, coded and sealed`,
  unit: 'times real time',
  better: 'higher',
  runs: 5,
  benchmarks: [
    { title: 'nlp64', work: decodeCodeAndSeal, figure: (ms) => (SECONDS * 1000) / ms, limit: 60 },
  ],
});

await measure({
  title: 'Longest time for which that work holds the event loop, on the wall clock',
  unit: 'ms',
  better: 'lower',
  runs: 5,
  benchmarks: [{ title: 'nlp64', work: decodeCodeAndSeal, figure: () => longestHoldMs, limit: 20 }],
});
