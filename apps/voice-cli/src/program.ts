import { CliCommand } from './cli-command';
import type { DefineCommand, RunTask } from './command-definition';
import { defineDoctor } from './health/doctor-command';
import { definePing } from './health/ping-command';
import { defineLock } from './lock/lock-command';
import { defineUnlock } from './lock/unlock-command';
import { defineMeasure } from './measure/measure-command';
import { defineListen } from './messages/listen-command';
import { defineSend } from './messages/send-command';
import { defineTalk } from './messages/talk-command';
import { VERSION } from './version';

const COMMANDS: readonly DefineCommand[] = [
  defineSend,
  defineListen,
  defineTalk,
  defineLock,
  defineUnlock,
  definePing,
  defineDoctor,
  defineMeasure,
];

/** Defines the command line: every command with its options, but not its work. */
export function createProgram(start: RunTask): CliCommand {
  const program = CliCommand.program('voice-cli')
    .description('Voice messages of Sealwave for terminals, scripts and machines without a screen.')
    .version(VERSION, '-V, --version', 'show the version')
    .examples('voice-cli ping --to voice.example:8888', 'voice-cli send --help');
  const command = (name: string) =>
    program.command(name).option('--verbose', 'say more when something goes wrong');
  for (const define of COMMANDS) define(command, start);
  return program;
}
