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
