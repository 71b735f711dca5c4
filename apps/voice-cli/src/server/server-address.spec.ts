import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { CommandLineError } from '../command-line-error';
import { configurationFile, formatAddress, serverAddress } from './server-address';

const home = mkdtempSync(join(tmpdir(), 'voice-cli-home-'));
afterAll(() => rmSync(home, { recursive: true }));

const linux = (env: Record<string, string>) => ({ platform: 'linux' as const, env });

/** A person whose configuration file says `text`. */
function configured(text: string) {
  const place = linux({ HOME: home });
  const file = configurationFile(place) ?? '';
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return place;
}

describe('serverAddress', () => {
  it('prefers the option to the variable, the variable to the file, and the file to the default', () => {
    const { env } = configured('{ "server": "file:3" }');
    const both = linux({ ...env, SEALWAVE_SERVER: 'variable:2' });
    expect(serverAddress('option:1', both)).toEqual({ host: 'option', port: 1 });
    expect(serverAddress(undefined, both)).toEqual({ host: 'variable', port: 2 });
    expect(serverAddress(undefined, linux(env))).toEqual({ host: 'file', port: 3 });
    const marked = configured('\uFEFF{ "server": "marked:4" }');
    expect(serverAddress(undefined, marked)).toEqual({ host: 'marked', port: 4 });
    const none = { host: 'localhost', port: 8888 };
    expect(serverAddress(undefined, configured('{}'))).toEqual(none);
    expect(serverAddress(undefined, linux({ HOME: join(home, 'elsewhere') }))).toEqual(none);
    expect(serverAddress(undefined, linux({}))).toEqual(none);
  });

  it.each([
    ['voice.example:9000', 'voice.example', 9000],
    ['voice.example', 'voice.example', 8888],
    ['192.0.2.7:1', '192.0.2.7', 1],
    ['[2001:db8::1]:65535', '2001:db8::1', 65_535],
    ['[::1]', '::1', 8888],
  ])('parses %s, and formats it again', (text, host, port) => {
    const address = serverAddress(text, linux({}));
    expect(address).toEqual({ host, port });
    expect(serverAddress(formatAddress(address), linux({}))).toEqual(address);
  });

  it.each(['', ':1', 'a:', 'a:0', 'a:65536', 'a:b', 'a:1:2', '::1', '[::1', '[a]:1', 'a b:1'])(
    'refuses %j',
    (text) => {
      expect(() => serverAddress(text, linux({}))).toThrow(CommandLineError);
    },
  );

  it.each([
    ['no JSON', /voice-cli\.json is not a JSON object/],
    ['[]', /voice-cli\.json is not a JSON object/],
    ['{ "server": 5 }', /server in .*voice-cli\.json is not a text/],
    ['{ "server": "a:b" }', /server in .*voice-cli\.json cannot be a:b/],
    ['{ "sever": "a:1" }', /unknown setting sever in /],
  ])('refuses a file with %s', (text, problem) => {
    const place = configured(text);
    expect(() => serverAddress(undefined, place)).toThrow(problem);
    expect(() => serverAddress(undefined, place)).toThrow(CommandLineError);
  });
});

describe('configurationFile', () => {
  it.each([
    ['linux', { HOME: '/h' }, '/h/.config/sealwave/voice-cli.json'],
    ['linux', { HOME: '/h', XDG_CONFIG_HOME: '/c' }, '/c/sealwave/voice-cli.json'],
    ['linux', { HOME: '/h', XDG_CONFIG_HOME: 'c' }, '/h/.config/sealwave/voice-cli.json'],
    ['darwin', { HOME: '/h' }, '/h/Library/Application Support/sealwave/voice-cli.json'],
    ['win32', { APPDATA: 'C:\\a' }, 'C:\\a\\sealwave\\voice-cli.json'],
  ] as const)('on %s with %j is %s', (platform, env, file) => {
    expect(configurationFile({ platform, env })).toBe(file);
  });
});
