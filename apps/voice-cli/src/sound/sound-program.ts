import type { Readable } from 'node:stream';

const KEPT_CHARACTERS = 2000;

/** A program that records or plays bare samples: 16 bits, little-endian, one channel. */
export interface SoundProgram {
  readonly command: string;
  readonly args: (samplingRate: number) => readonly string[];
}

const PULSE: SoundProgram['args'] = (rate) => [
  '--raw',
  '--format=s16le',
  `--rate=${rate}`,
  '--channels=1',
];
const ALSA: SoundProgram['args'] = (rate) => [
  '-q',
  '-t',
  'raw',
  '-f',
  'S16_LE',
  '-r',
  `${rate}`,
  '-c',
  '1',
];
const PIPEWIRE: SoundProgram['args'] = (rate) => [
  '--format',
  's16',
  '--rate',
  `${rate}`,
  '--channels',
  '1',
];
const SOX: SoundProgram['args'] = (rate) => {
  return ['-t', 'raw', '-e', 'signed-integer', '-b', '16', '-L', '-r', `${rate}`, '-c', '1', '-'];
};

/**
 * Programs that record to their standard output, in the order of trying. Newer versions of `pw-record` need
 * `--raw` to write bare samples. Older ones reject it.
 */
export const RECORDERS: readonly SoundProgram[] = [
  { command: 'pw-record', args: (rate) => ['--raw', ...PIPEWIRE(rate), '-'] },
  { command: 'pw-record', args: (rate) => [...PIPEWIRE(rate), '-'] },
  { command: 'parecord', args: PULSE },
  { command: 'arecord', args: ALSA },
  { command: 'sox', args: (rate) => ['-q', '-d', ...SOX(rate)] },
];

/** Programs that play their standard input, in the order of trying. */
export const PLAYERS: readonly SoundProgram[] = [
  { command: 'pw-play', args: (rate) => ['--raw', ...PIPEWIRE(rate), '-'] },
  { command: 'pw-play', args: (rate) => [...PIPEWIRE(rate), '-'] },
  { command: 'paplay', args: PULSE },
  { command: 'aplay', args: ALSA },
  { command: 'sox', args: (rate) => ['-q', ...SOX(rate), '-d'] },
];

/** Advises a person on this system what to install. */
export function whatToInstall(
  programs: readonly SoundProgram[],
  platform: NodeJS.Platform,
): string {
  if (platform === 'darwin' || platform === 'win32') return 'install sox';
  const names = [...new Set(programs.map(({ command }) => command))];
  return `install one of ${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
}

/**
 * Collects a program's error output.
 * @returns a function that returns its last line.
 */
export function lastLine(stream: Readable): () => string {
  let text = '';
  stream.setEncoding('utf8').on('data', (piece: string) => {
    text = (text + piece).slice(-KEPT_CHARACTERS);
  });
  return () => text.trim().split('\n').at(-1)?.trim() ?? '';
}
