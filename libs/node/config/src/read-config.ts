import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { ErrorCode, VoiceError } from '@sealwave/kernel';
import { settingsOf } from './setting';

/** The environment does not match the schema. The message lists every problem on its own line. */
export class ConfigError extends VoiceError {
  override readonly peerFault = false;
}

/** The process environment, or one made for a test. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads a configuration from the environment. Missing values get the schema's defaults; the result is validated
 * and frozen. An empty variable counts as not set.
 * @param schema class whose fields are declared with `Text`, `Whole` and so on.
 * @param prefix a variable with this prefix must be in the schema; otherwise it is rejected as misspelt.
 * @throws ConfigError that lists every problem.
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
