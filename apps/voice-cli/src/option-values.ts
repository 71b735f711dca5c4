import { CODER_NAMES, type CoderName } from '@sealwave/audio';
import { CommandLineError } from './command-line-error';

/**
 * The number that an option was given.
 * @throws CommandLineError when it is not a number, or not an allowed one.
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

/** Longest time that an option may say, in seconds: a day. */
const MAX_SECONDS = 86_400;

/** A time in seconds that an option was given; nothing when it was not. */
export function secondsOf(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  return numberOf(option, text, (seconds) => seconds > 0 && seconds <= MAX_SECONDS);
}

/** The coder that an option names. @throws CommandLineError when it cannot be sent. */
export function coderNamed(name: string): CoderName {
  const coder = CODER_NAMES.find((known) => known === name);
  if (coder) return coder;
  throw new CommandLineError(`--coder cannot be ${name}; it is ${CODER_NAMES.join(' or ')}`);
}
