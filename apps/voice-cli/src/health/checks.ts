import { stat } from 'node:fs/promises';
import { levelOf, writeWav } from '@sealwave/audio';
import { errorSummary } from '../failure';
import { formatAddress, serverAddress } from '../server/server-address';
import { firstSeconds } from '../sound/first-seconds';
import { Microphone, MICROPHONE_RATE } from '../sound/microphone';
import { Speaker } from '../sound/speaker';
import type { CommandContext } from '../command-context';
import { NODE_VERSIONS, VERSION } from '../version';
import { isWithin } from '../version-range';
import { probeInWords, tryServer } from './try-server';

/** The result of a check. */
export interface Finding {
  readonly name: string;
  readonly isFine: boolean;
  /** The result of the check. If it failed: what is wrong, and what helps. */
  readonly text: string;
}

/**
 * Checks one thing.
 * @returns the result. A failed check does not reject.
 */
export type Check = () => Promise<Finding>;

/** How long the microphone check records, in seconds. */
const LISTEN_SECONDS = 0.5;
/** A tenth of a second of silence for the speaker check. */
const SILENCE = writeWav({ samplingRate: 8000, channels: [new Float32Array(800)] }, 's16');

/** Checks that this program supports the version of Node.js. */
export async function checkVersions(): Promise<Finding> {
  const { node } = process.versions;
  const isFine = isWithin(node, NODE_VERSIONS);
  const text = `voice-cli ${VERSION} on Node.js ${node}, ${process.platform} ${process.arch}`;
  return { name: 'versions', isFine, text: isFine ? text : `${text}; it needs ${NODE_VERSIONS}` };
}

/** Checks the clock: it must be later than the build of this program. */
export async function checkClock(): Promise<Finding> {
  const now = new Date();
  const made = (await stat(process.argv[1])).mtime;
  const isFine = now >= made;
  const text = now.toISOString();
  const problem = `it says ${text}, but this program was made at ${made.toISOString()}: set it`;
  return { name: 'clock', isFine, text: isFine ? text : problem };
}

/** Checks that the voice server answers and works. */
export async function checkServer(
  option: string | undefined,
  context: CommandContext,
): Promise<Finding> {
  return runCheck('server', async () => {
    const target = serverAddress(option, context);
    const found = await tryServer(target, context.interrupted);
    return `${formatAddress(target)}: ${probeInWords(found)}`;
  });
}

/** Checks that the microphone records, and records more than silence. */
export async function checkMicrophone(context: CommandContext): Promise<Finding> {
  return runCheck('microphone', async () => {
    const microphone = await Microphone.open(context);
    const heard = firstSeconds(microphone.sound(), MICROPHONE_RATE, LISTEN_SECONDS);
    let peakDbfs = -Infinity;
    for await (const samples of heard) peakDbfs = Math.max(peakDbfs, levelOf(samples).peakDbfs);
    microphone.stop();
    if (Number.isFinite(peakDbfs)) return `${microphone.name}, peak ${peakDbfs.toFixed(0)} dBFS`;
    throw new Error(`${microphone.name} records nothing but silence: is the microphone muted?`);
  });
}

/** Checks that the speaker works, by playing a moment of silence. */
export async function checkSpeaker(context: CommandContext): Promise<Finding> {
  return runCheck('speaker', async () => {
    const speaker = new Speaker(context);
    await speaker.play(SILENCE, context.interrupted);
    return speaker.name;
  });
}

async function runCheck(name: string, look: () => Promise<string>): Promise<Finding> {
  try {
    return { name, isFine: true, text: await look() };
  } catch (error) {
    return { name, isFine: false, text: errorSummary(error) };
  }
}
