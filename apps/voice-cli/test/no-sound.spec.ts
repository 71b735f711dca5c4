import { chmodSync } from 'node:fs';
import { SoundFolder } from './sound-folder';
import { asset, voiceCliIn } from './voice-cli';

const sounds = new SoundFolder();
/** Where nobody listens. */
const to = ['--to', '127.0.0.1:1'];

/** Surroundings in which only these programs are installed, all of which fail. */
function withPrograms(folder: string, ...names: string[]) {
  for (const name of names) {
    const path = sounds.write(
      `${folder}/${name}`,
      Buffer.from('#!/bin/sh\necho "no card" >&2; exit 1'),
    );
    chmodSync(path, 0o755);
  }
  return { env: { PATH: sounds.at(folder) } };
}

describe('a machine without sound', () => {
  const bare = { env: { PATH: sounds.at('nothing') } };

  it.each([
    ['talk', ['talk', ...to], 'no program that records is installed: install one of pw-record,'],
    [
      'listen --play',
      ['listen', '--play', ...to],
      'no program that plays is installed: install one of pw-play,',
    ],
  ])('gets one line from %s that names what is missing', async (_, args, problem) => {
    const { status, stdout, stderr } = await voiceCliIn(bare, args);
    expect({ status, stdout }).toEqual({ status: 4, stdout: '' });
    expect(stderr).toMatch(/^voice-cli: .*\n$/);
    expect(stderr).toContain(problem);
  });

  it.each([
    ['send of files', ['send', asset('librivox-0930.wav')]],
    ['send --raw', ['send', '--raw']],
    ['listen', ['listen']],
    ['listen --save', ['listen', '--save', sounds.at('inbox')]],
    ['listen --raw', ['listen', '--raw']],
    ['ping', ['ping']],
  ])('runs all of %s, up to the server that is not there', async (_, args) => {
    const run = await voiceCliIn(bare, [...args, ...to]);
    expect(run).toEqual({
      status: 3,
      stdout: '',
      stderr: 'voice-cli: the voice server at 127.0.0.1:1 cannot be reached\n',
    });
  });

  it('gets every problem from doctor, in words', async () => {
    const { status, stdout, stderr } = await voiceCliIn(bare, ['doctor', ...to]);
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    const lines = stdout.trimEnd().split('\n');
    expect(lines).toEqual([
      expect.stringMatching(/^ok {4}versions +voice-cli \d+\.\d+\.\d+ on Node\.js \d+/),
      expect.stringMatching(/^ok {4}clock +\d{4}-\d\d-\d\dT/),
      expect.stringMatching(/^FAIL {2}server +the voice server at 127\.0\.0\.1:1 cannot be/),
      expect.stringMatching(/^FAIL {2}microphone +no program that records is installed/),
      expect.stringMatching(/^FAIL {2}speaker +no program that plays is installed/),
    ]);
    const findings = await voiceCliIn(bare, ['doctor', '--json', ...to]);
    const [versions] = findings.stdout.split('\n');
    expect(JSON.parse(versions)).toMatchObject({ type: 'finding', name: 'versions', isFine: true });
  });

  it('prints the error of the last program when all of them fail', async () => {
    const programs = ['parecord', 'arecord', 'paplay', 'aplay'];
    const { stdout } = await voiceCliIn(withPrograms('failing', ...programs), ['doctor', ...to]);
    expect(stdout).toContain('no microphone works: arecord: no card');
    expect(stdout).toContain('nothing can be played: aplay: no card');
  });
});
