import { DEFAULT_DATA_FOLDER } from '@sealwave/node/config';
import type { CliCommand } from './cli-command';
import { EXIT_STATUS } from './output/exit-status';
import { createProgram } from './program';
import { configurationFile, DEFAULT_SERVER } from './server/server-address';
import { PLAYERS, RECORDERS, type SoundProgram } from './sound/sound-program';

/** The manual in Markdown (docs/cli.md), generated from the definitions of the commands. */
export function manual(): string {
  const program = createProgram(() => Promise.reject(new Error('a manual does nothing')));
  const commands = program.tasks;
  return [
    ...['# voice-cli', program.description()],
    ...[shell(['npx nx build voice-cli', 'node dist/apps/voice-cli/main.js --help'])],
    ...[
      'One file, which needs Node.js and nothing beside it. Results go to stdout, remarks to stderr.',
    ],
    ...commands.map(
      (command) => `- [\`${command.fullName}\`](#${anchorOf(command)}): ${command.summary()}`,
    ),
    ...commands.flatMap(sectionOf),
    ...['## Where the voice server is', addresses()],
    ...['## Sealed rooms', rooms()],
    ...['## Which voice server is believed', trust()],
    ...['## Microphone and speaker', sound()],
    ...['## JSON', json()],
    ...['## Exit status', statuses(), WHEN_NOBODY_READS],
  ]
    .join('\n\n')
    .replace(/\n\n(?=- \[)/g, '\n');
}

function sectionOf(command: CliCommand): string[] {
  const help = command.createHelp();
  const rows = help.visibleOptions(command).map((option) => {
    return `| \`${help.optionTerm(option)}\` | ${escape(help.optionDescription(option))} |`;
  });
  return [
    `## ${command.fullName}`,
    shell([`voice-cli ${command.fullName} ${command.usage()}`]),
    command.description(),
    ['| option | |', '| --- | --- |', ...rows].join('\n'),
    shell(command.shownExamples),
  ];
}

function anchorOf(command: CliCommand): string {
  return command.fullName.replaceAll(' ', '-');
}

function addresses(): string {
  const places = (['linux', 'darwin', 'win32'] as const).map((platform) => {
    const env = { HOME: '~', APPDATA: '%APPDATA%' };
    return `\`${configurationFile({ env, platform })}\``;
  });
  return [
    `As \`--to\` says, else the variable \`SEALWAVE_SERVER\`, else \`server\` in the configuration file,`,
    `else \`${DEFAULT_SERVER}\`. An IPv6 address stands in brackets; the port may be left out.`,
    `The configuration file is ${places[0]} (or below \`XDG_CONFIG_HOME\`), on macOS ${places[1]},`,
    `on Windows ${places[2]}: \`{ "server": "voice.example:8888" }\`.`,
  ].join('\n');
}

function rooms(): string {
  return [
    'What is said in a room is sealed and signed here, and no server can hear it ([protocol](protocol.md), section 10). Its link is',
    'the key: give it as `--room` or in the variable `SEALWAVE_ROOM`, which other users of the machine do not see. A device signs',
    'with a key that follows from `device.json` in the data folder, another one in each room; `rooms` in that folder has the',
    'people who were met or verified. Both are for this account alone: who copies them can pose as this device.\n',
    'A recording is for the people who have its key when it is sent. `send` and `talk` wait for those who have just come, as `--wait`',
    'says, and then name everybody who cannot hear. Without `--room` you are in the lobby, where servers can listen.',
  ].join('\n');
}

function trust(): string {
  const rows = [
    [
      'SEALWAVE_PINS',
      '`host:port=svc1:...`, several separated by commas: the servers whose fingerprint is known',
    ],
    [
      'SEALWAVE_HOP_SECURITY',
      '`require` (default) a proof of who the server is, `prefer` one where there can be one, or `base`',
    ],
    [
      'SEALWAVE_DATA_DIR',
      `where servers and people are remembered; \`${DEFAULT_DATA_FOLDER}\` without it`,
    ],
  ].map(([name, meaning]) => `| \`${name}\` | ${meaning} |`);
  return [
    'A server proves who it is with a key that it keeps. The first one that answers at an address is remembered, and',
    'its fingerprint is printed: compare it with that of `voice-server identity --show`. Another one at the',
    'same address is refused from then on, and a server that was met before is never talked to without its proof',
    '([protocol](protocol.md), section 9.8).\n',
    ...['| variable | meaning |', '| --- | --- |', ...rows],
  ].join('\n');
}

function sound(): string {
  const names = (programs: readonly SoundProgram[]) =>
    [...new Set(programs.map(({ command }) => `\`${command}\``))].join(', ');
  return [
    `Sound is recorded and played by what the system has, the first of these that works: ${names(RECORDERS)}`,
    `to record, ${names(PLAYERS)} to play; on macOS \`sox\` uses CoreAudio. Files and \`--raw\` need none of them.`,
  ].join('\n');
}

function json(): string {
  return [
    'With `--json` each line of stdout is an object, whose `type` says what it is. `sent` and `received` have the',
    'fields of `audio_sent` and `audio_received` ([protocol](protocol.md), section 8) without the sound itself; `name`',
    'is the file that was sent, `file` the one that was written, `at` the time, and `notPlayed` why nothing was heard.',
    'In a sealed room `sent` has how many of the `others` can hear it (`recipients`) and who cannot (`cannotHear`); `received`',
    'has `signedBy`, `acquaintance` (`new`, `known`, `verified` or `changed`), `complete`, `missing` frames of 20 ms (null where the',
    'end has not come), `startedAt` and `clockDiffers` by the clock of the sender, and `identityChanged`: then nothing is played or',
    'saved. A `text` is what somebody has written.',
  ].join('\n');
}

const WHEN_NOBODY_READS =
  'A reader of the output may stop before its end, as `head` does: that is not a failure.';

function statuses(): string {
  const rows = Object.values(EXIT_STATUS).map(({ code, meaning }) => `| ${code} | ${meaning} |`);
  return ['| status | meaning |', '| --- | --- |', ...rows].join('\n');
}

function shell(lines: readonly string[]): string {
  return ['```sh', ...lines, '```'].join('\n');
}

function escape(text: string): string {
  return text.replace(/\|/g, '\\|');
}
