import { ErrorCode, VoiceError } from '@sealwave/kernel';
import { CommanderError } from 'commander';
import { CommandLineError } from './command-line-error';
import { EXIT_STATUS } from './output/exit-status';
import { Interruption } from './interruption';
import { OutputError } from './output/output-error';
import { SoundError } from './sound/sound-error';
import { printable } from './output/text-table';

/** Codes of errors that came from the voice server or the connection to it. */
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

/** The exit status for an error. */
export function statusOf(error: unknown): number {
  return kindOf(error).code;
}

/** Whether the error concerns one of several inputs. The other inputs can then continue. */
export function isInputError(error: unknown): error is Error {
  return kindOf(error) === EXIT_STATUS.partialFailure;
}

/** Summarises an error for a person in one line. */
export function errorSummary(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return printable(text.replace(/^error: /, '').replace(/\s*\n\s*/g, ' '));
}

/** Lists details that help to find the cause, for `--verbose`. */
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
  // An error of the file system.
  return error instanceof Error && 'syscall' in error
    ? EXIT_STATUS.partialFailure
    : EXIT_STATUS.internalError;
}

function kindOfCode({ code, peerFault }: VoiceError): { readonly code: number } {
  if (SERVER_ERRORS.includes(code)) return EXIT_STATUS.server;
  return peerFault ? EXIT_STATUS.partialFailure : EXIT_STATUS.internalError;
}
