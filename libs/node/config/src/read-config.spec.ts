import { ErrorCode } from '@sealwave/kernel';
import { ConfigError, readConfig } from './read-config';
import { List, OneOf, Port, settingsOf, Text, Whole } from './setting';

class DemoConfig {
  @Text('where to listen')
  readonly DEMO_HOST: string = 'localhost';

  @Port('the port')
  readonly DEMO_PORT: number = 80;

  @Whole({ min: 1, max: 10 }, 'how many')
  readonly DEMO_COUNT: number = 3;

  @OneOf(['red', 'green'], 'the colour')
  readonly DEMO_COLOUR: string = 'red';

  @List({ pattern: /^[^:\s]+:\d+$/, words: 'host:port' }, 'the peers')
  readonly DEMO_PEERS: readonly string[] = ['a:1'];
}

const read = (env: Record<string, string | undefined>) => readConfig(DemoConfig, env, 'DEMO_');

describe('readConfig', () => {
  it('uses the defaults for settings that are not set', () => {
    expect({ ...read({ DEMO_HOST: '', OTHER: 'x', DEMO_PORT: undefined }) }).toEqual({
      DEMO_HOST: 'localhost',
      DEMO_PORT: 80,
      DEMO_COUNT: 3,
      DEMO_COLOUR: 'red',
      DEMO_PEERS: ['a:1'],
    });
  });

  it('reads numbers and lists', () => {
    const config = read({
      DEMO_PORT: '0',
      DEMO_COUNT: '10',
      DEMO_PEERS: 'b:2, c:3',
      DEMO_COLOUR: 'green',
    });
    expect(config).toMatchObject({
      DEMO_PORT: 0,
      DEMO_COUNT: 10,
      DEMO_PEERS: ['b:2', 'c:3'],
      DEMO_COLOUR: 'green',
    });
  });

  it('reports all problems at once', () => {
    const env = {
      DEMO_PORT: '65536',
      DEMO_COUNT: 'many',
      DEMO_COLOUR: 'blue',
      DEMO_PEERS: 'a',
      DEMO_PROT: '1',
    };
    expect(() => read(env)).toThrow(ConfigError);
    const mentions = (name: string) =>
      expect.objectContaining({ message: expect.stringContaining(name) });
    for (const name of Object.keys(env)) expect(() => read(env)).toThrow(mentions(name));
    expect(() => read(env)).toThrow(expect.objectContaining({ code: ErrorCode.Config }));
  });

  it('returns settings that cannot be changed', () => {
    expect(Object.isFrozen(read({}))).toBe(true);
  });
});

describe('settingsOf', () => {
  it('describes the schema in order, for the documents', () => {
    expect(settingsOf(DemoConfig).map(({ name }) => name)).toEqual([
      'DEMO_HOST',
      'DEMO_PORT',
      'DEMO_COUNT',
      'DEMO_COLOUR',
      'DEMO_PEERS',
    ]);
    expect(settingsOf(DemoConfig)[2]).toEqual({
      name: 'DEMO_COUNT',
      description: 'how many',
      allowed: '1 to 10',
    });
  });
});
