import { Transform, Type } from 'class-transformer';
import {
  ArrayNotEmpty,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsString,
  Matches,
  Max,
  Min,
} from 'class-validator';

/** What docs/configuration.md says of one setting. */
export interface SettingInfo {
  readonly name: string;
  readonly description: string;
  readonly allowed: string;
}

type Schema = abstract new () => object;

const settings = new WeakMap<object, SettingInfo[]>();

/** The settings of a schema in the order of their declaration. */
export function settingsOf(schema: Schema): readonly SettingInfo[] {
  return settings.get(schema) ?? [];
}

/** A setting that is any text but the empty one. */
export function Text(description: string): PropertyDecorator {
  return setting(description, 'text', IsString(), IsNotEmpty());
}

/** A setting that is one of a few words. */
export function OneOf(words: readonly string[], description: string): PropertyDecorator {
  return setting(description, words.map((word) => `\`${word}\``).join(', '), IsIn(words));
}

/** A setting that is a whole number within a range, both ends included. */
export function Whole(range: { min: number; max: number }, description: string): PropertyDecorator {
  return setting(
    description,
    `${range.min} to ${range.max}`,
    Type(() => Number),
    IsInt(),
    Min(range.min),
    Max(range.max),
  );
}

/** A TCP port to listen on; 0 lets the system choose one. */
export function Port(description: string): PropertyDecorator {
  return Whole({ min: 0, max: 65_535 }, description);
}

/** What the entries of a list look like, for the check and in words. */
export interface EntryForm {
  readonly pattern: RegExp;
  readonly words: string;
  /** Whether a list without entries is allowed. */
  readonly mayBeEmpty?: boolean;
}

/** A setting that is a list separated by commas, each entry of which has the given form. */
export function List(form: EntryForm, description: string): PropertyDecorator {
  const { pattern, words, mayBeEmpty = false } = form;
  return setting(
    description,
    `list of \`${words}\`, separated by commas`,
    Transform(({ value }) => (typeof value === 'string' ? value.split(',').map(trim) : value)),
    ...(mayBeEmpty ? [] : [ArrayNotEmpty()]),
    Matches(pattern, { each: true, message: `each entry of $property must be ${words}` }),
  );
}

function setting(
  description: string,
  allowed: string,
  ...checks: readonly PropertyDecorator[]
): PropertyDecorator {
  return (target, key) => {
    for (const check of checks) check(target, key);
    const known = settings.get(target.constructor) ?? [];
    settings.set(target.constructor, [...known, { name: String(key), description, allowed }]);
  };
}

function trim(text: string): string {
  return text.trim();
}
