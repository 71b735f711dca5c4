import { existsSync, readFileSync } from 'node:fs';
import { PATIENT } from '../conformance/lobby';
import { match, spoken } from '../integration/speech';
import { startVoiceServer, stopAll } from '../processes/running';
import type { ServerProcess } from '../processes/server-process';
import { Folder } from './folder';
import { endAll, listener, Program, PROGRAM } from './program';
import { SoundCard } from './sound-card';

const SPACE = ' ';
const ENTER = '\r';
const ESCAPE = '\x1b';
const CTRL_C = '\x03';

// Each process takes its time where many others run.
jest.setTimeout(120_000);

describe('the built command line client in a pseudo-terminal', () => {
  let server: ServerProcess;
  const folder = new Folder();

  beforeAll(async () => (server = await startVoiceServer(PATIENT)));
  afterEach(endAll);
  afterAll(stopAll);

  // Part of util-linux.
  if (!existsSync('/usr/bin/script')) {
    it.skip('is not tried: skipped, for there is no `script`', () => undefined);
    return;
  }

  /** Runs it in a pseudo-terminal, whose settings are noted before and after. */
  function inTerminal(name: string, args: string): { program: Program; card: SoundCard } {
    const card = SoundCard.in(folder.at(name));
    const settings = (when: string) => `stty -a > '${folder.at(`${name}.${when}`)}'`;
    const command = `PATH='${card.path}' '${process.execPath}' '${PROGRAM}' ${args}`;
    const to = `--to 127.0.0.1:${server.port}`;
    const line = `${settings('before')}; ${command} ${to}; status=$?; ${settings('after')}; exit $status`;
    const program = Program.spawn('/usr/bin/script', ['-qec', line, '/dev/null'], {
      TERM: 'xterm',
      SHELL: '/bin/sh',
    });
    return { program, card };
  }

  function expectRestored(name: string): void {
    const [before, after] = ['before', 'after'].map((when) =>
      readFileSync(folder.at(`${name}.${when}`), 'utf8'),
    );
    expect(before).toContain(' icanon');
    expect(after).toBe(before);
  }

  it('shows a meter while a person holds Space, and lists messages sent and received', async () => {
    const hearing = await listener(server.port, ['--save', folder.at('said'), '--count', '1']);
    const { program, card } = inTerminal('talk', 'talk');
    await program.wrote('Space: talk   Q: leave');
    program.child.stdin.write(SPACE);
    await card.spoken();
    await program.wrote('dBFS');
    program.child.stdin.write(SPACE);
    await program.wrote('said');
    program.child.stdin.write('q');
    const run = await program.ended;
    expect(run.status).toBe(0);
    const screen = run.stdout.toString();
    expect(screen).toMatch(/\r\[#+\.*\] -\d+ dBFS {2}(Quiet|Normal|Loud) +\d\.\d s {2}Space: send/);
    expect(screen).toMatch(/\d\d:\d\d:\d\d {2}said {3}3\.\d s, nlp64, SNR \d+\.\d dB/);
    for (const line of screen.split(/[\r\n]/)) expect(line.length).toBeLessThan(84);
    expectRestored('talk');
    await hearing.ended;
    expect(match(spoken(), folder.files('said')[0]).coefficient).toBeGreaterThanOrEqual(0.95);
  });

  it('restores the terminal after Ctrl-C, and does not send the take', async () => {
    const hearing = await listener(server.port, ['--json']);
    const { program, card } = inTerminal('interrupted', 'talk');
    await program.wrote('Space: talk');
    program.child.stdin.write(SPACE);
    await card.spoken();
    program.child.stdin.write(CTRL_C);
    expect((await program.ended).status).toBe(130);
    expectRestored('interrupted');
    hearing.child.kill('SIGINT');
    expect((await hearing.ended).stdout).toHaveLength(0);
  });

  it('records with a meter until Enter, and discards the take after Escape', async () => {
    const hearing = await listener(server.port, ['--json', '--count', '1']);
    const discarded = inTerminal('discarded', 'send --record');
    await discarded.program.wrote('Esc: discard');
    discarded.program.child.stdin.write(ESCAPE);
    expect((await discarded.program.ended).status).toBe(0);
    const { program, card } = inTerminal('record', 'send --record');
    await card.spoken();
    await program.wrote('Enter: send');
    program.child.stdin.write(ENTER);
    const run = await program.ended;
    expect(run.status).toBe(0);
    expect(run.stdout.toString()).toContain('\r\x1b[Kmicrophone: sent, 3.');
    expect(JSON.parse((await hearing.ended).stdout.toString())).toMatchObject({ codec: 'nlp64' });
    expectRestored('record');
    expectRestored('discarded');
  });
});
