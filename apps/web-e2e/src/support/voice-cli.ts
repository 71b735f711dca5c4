import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const PROGRAM = join(__dirname, '../../../../dist/apps/voice-cli/main.js');

/** The part of a line of `voice-cli measure --json` that the page shows too. */
export interface CliFigures {
  readonly snr: { readonly kind: string; readonly db: number };
  readonly pcm8Snr: { readonly kind: string; readonly db: number };
  readonly lowestFrameSnrDb: number;
  readonly bitRateBps: number;
  readonly codedBytes: number;
  readonly sampleCount: number;
}

/** The program's output for a file. */
export async function measure(file: string): Promise<CliFigures> {
  const args = [PROGRAM, 'measure', '--json', file];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  return JSON.parse(stdout) as CliFigures;
}
