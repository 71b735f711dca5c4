import { ErrorCode, VoiceError } from '@sealwave/kernel';
import { CommanderError } from 'commander';
import { CommandLineError } from './command-line-error';
import { EXIT_STATUS } from './output/exit-status';
import { Interruption } from './interruption';
import { OutputError } from './output/output-error';
import { SoundError } from './sound/sound-error';
import { printable } from './output/text-table';

/** Errors whose code is one of these came from the way to the voice server, or from itself. */
const SERVER_ERRORS: readonly ErrorCode[] = [
  ErrorCode.FrameEmpty,
  ErrorCode.FrameTooLarge,
  ErrorCode.FrameStalled,
  ErrorCode.ProtocolError,
  ErrorCode.PublicKeyInvalid,
  ErrorCode.HandshakeTimeout,
  ErrorCode.PeerClosed,
  ErrorCode.Unreachable,
  ErrorCode.IntegrityFailed,
  ErrorCode.ReplayedMessage,
  ErrorCode.MessageLimit,
  ErrorCode.SlowConsumer,
  ErrorCode.NotConnected,
  ErrorCode.JoinDenied,
  ErrorCode.RoomFull,
  ErrorCode.Removed,
  ErrorCode.HopAuthFailed,
  ErrorCode.HopUnsupported,
  ErrorCode.IdentityChanged,
  ErrorCode.SequenceError,
];

/** The exit status that an error ends the program with. */
export function statusOf(error: unknown): number {
  return kindOf(error).code;
}

/** Whether one of several inputs is to blame, so that the others can go on. */
export function isInputError(error: unknown): error is Error {
  return kindOf(error) === EXIT_STATUS.partialFailure;
}

/** What a person is told of an error, in one line. */
export function errorSummary(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return printable(text.replace(/^error: /, '').replace(/\s*\n\s*/g, ' '));
}

/** What helps to find the cause, for `--verbose`. */
export function detailsOf(error: unknown): string[] {
  if (!(error instanceof Error)) return [];
  const lines: string[] = [];
  if (error instanceof VoiceError) {
    const detail = Object.entries(error.detail).map(([name, value]) => `${name} ${value}`);
    lines.push([`code ${error.code}`, ...detail].join(', '));
  }
  if (statusOf(error) === EXIT_STATUS.internalError.code)
    lines.push(...(error.stack ?? '').split('\n'));
  if (error.cause instanceof Error) {
    lines.push(`because: ${errorSummary(error.cause)}`, ...detailsOf(error.cause));
  }
  return lines;
}

function kindOf(error: unknown): { readonly code: number } {
  if (error instanceof Interruption) return { code: error.status };
  if (error instanceof SoundError) return EXIT_STATUS.sound;
  if (error instanceof CommandLineError || error instanceof OutputError)
    return EXIT_STATUS.usageError;
  if (error instanceof CommanderError) return EXIT_STATUS.usageError;
  if (error instanceof VoiceError) return kindOfCode(error);
  // What the file system refuses.
  return error instanceof Error && 'syscall' in error
    ? EXIT_STATUS.partialFailure
    : EXIT_STATUS.internalError;
}

function kindOfCode({ code, peerFault }: VoiceError): { readonly code: number } {
  if (SERVER_ERRORS.includes(code)) return EXIT_STATUS.server;
  return peerFault ? EXIT_STATUS.partialFailure : EXIT_STATUS.internalError;
}
