import { CODER_NAMES, type CoderName } from '@sealwave/audio';
import { CommandLineError } from './command-line-error';

/**
 * Parses the number of an option.
 * @throws CommandLineError when the text is not a number, or the number is not allowed.
 */
export function numberOf(
  option: string,
  text: string,
  isAllowed: (value: number) => boolean,
): number {
  const value = text.trim() === '' ? NaN : Number(text);
  if (!isAllowed(value)) throw new CommandLineError(`${option} cannot be ${text}`);
  return value;
}

/** Longest duration that an option may state, in seconds: a day. */
const MAX_SECONDS = 86_400;

/**
 * Parses the duration of an option in seconds; undefined when the option is absent.
 * @throws CommandLineError for anything else.
 */
export function secondsOf(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  return numberOf(option, text, (seconds) => seconds > 0 && seconds <= MAX_SECONDS);
}

/**
 * Finds the coder that an option names.
 * @throws CommandLineError when no message can be sent in this coder.
 */
export function coderNamed(name: string): CoderName {
  const coder = CODER_NAMES.find((known) => known === name);
  if (coder) return coder;
  throw new CommandLineError(`--coder cannot be ${name}; it is ${CODER_NAMES.join(' or ')}`);
}

/** Units of a duration, in milliseconds. */
const UNITS_MS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };
/** Longest duration in units: 30 days. */
const MAX_DURATION_MS = 30 * 86_400_000;

/**
 * Parses the duration of an option that is given with its unit, such as `30m`, `2h` or `7d`, in milliseconds.
 * @throws CommandLineError for anything else.
 */
export function durationOf(option: string, text: string): number {
  const [, count, unit] = /^(\d{1,6})([mhd])$/.exec(text) ?? [];
  const milliseconds = unit === undefined ? 0 : Number(count) * UNITS_MS[unit];
  if (milliseconds > 0 && milliseconds <= MAX_DURATION_MS) return milliseconds;
  throw new CommandLineError(
    `${option} cannot be ${text}; it is a time up to 30d, such as 30m or 2h`,
  );
}
