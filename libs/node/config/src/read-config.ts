import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { ErrorCode, VoiceError } from '@sealwave/kernel';
import { settingsOf } from './setting';

/** The environment does not fit the schema; the message lists every problem, a line each. */
export class ConfigError extends VoiceError {
  override readonly peerFault = false;
}

/** The process environment, or one made for a test. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads a configuration out of the environment: defaults of the schema, checked, frozen. A variable
 * that is set to nothing counts as not set.
 * @param schema class whose fields are declared with `Text`, `Whole` and so on.
 * @param prefix variables that start with it and are not in the schema are refused as misspelt.
 * @throws ConfigError that names every problem at once.
 */
export function readConfig<T extends object>(
  schema: new () => T,
  env: Environment,
  prefix: string,
): Readonly<T> {
  const names = settingsOf(schema).map(({ name }) => name);
  const given = Object.entries(env).filter(([, value]) => value !== undefined && value !== '');
  const unknown = given
    .map(([name]) => name)
    .filter((name) => name.startsWith(prefix) && !names.includes(name));
  const known = Object.fromEntries(given.filter(([name]) => names.includes(name)));
  const config = plainToInstance(schema, known, { exposeDefaultValues: true });
  const problems = [
    ...unknown.map((name) => `${name} is not a setting`),
    ...validateSync(config).flatMap(({ constraints }) => Object.values(constraints ?? {})),
  ];
  if (problems.length > 0) {
    throw new ConfigError(
      ErrorCode.Config,
      `the configuration is not valid:\n  ${problems.join('\n  ')}`,
    );
  }
  return Object.freeze(config);
}
