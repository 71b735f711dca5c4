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

/** The entry of a setting in docs/configuration.md. */
export interface SettingInfo {
  readonly name: string;
  readonly description: string;
  readonly allowed: string;
}

type Schema = abstract new () => object;

const settings = new WeakMap<object, SettingInfo[]>();

/** The settings of a schema, in the order of their declaration. */
export function settingsOf(schema: Schema): readonly SettingInfo[] {
  return settings.get(schema) ?? [];
}

/** Declares a setting with any text except the empty one. */
export function Text(description: string): PropertyDecorator {
  return setting(description, 'text', IsString(), IsNotEmpty());
}

/** Declares a setting with one of a few words. */
export function OneOf(words: readonly string[], description: string): PropertyDecorator {
  return setting(description, words.map((word) => `\`${word}\``).join(', '), IsIn(words));
}

/** Declares a setting with a whole number in a range, both ends included. */
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

/** Declares a setting with a TCP port to listen on. With 0, the system chooses one. */
export function Port(description: string): PropertyDecorator {
  return Whole({ min: 0, max: 65_535 }, description);
}

/** The form of a list's entries, as a pattern and in words. */
export interface EntryForm {
  readonly pattern: RegExp;
  readonly words: string;
  /** Whether the list may be empty. */
  readonly mayBeEmpty?: boolean;
}

/** Declares a setting with a list, separated by commas. Its entries have the given form. */
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
