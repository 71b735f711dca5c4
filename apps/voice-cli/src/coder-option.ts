import { CODER_NAMES, type CoderName } from '@sealwave/audio';
import { CommandLineError } from './command-line-error';

/** The coder that an option names. @throws CommandLineError when it cannot be sent. */
export function coderNamed(name: string): CoderName {
  const coder = CODER_NAMES.find((known) => known === name);
  if (coder) return coder;
  throw new CommandLineError(`--coder cannot be ${name}; it is ${CODER_NAMES.join(' or ')}`);
}
