/**
 * A pattern for text from another party. It checks the length first, so a long text cannot hold up everybody.
 * An ESLint rule makes this class the only way to match such text.
 */
export class TextForm {
  /**
   * @param maxLength greatest length in UTF-16 units, as `length` counts them.
   * @param pattern must match the whole text.
   */
  constructor(
    readonly maxLength: number,
    private readonly pattern: RegExp,
  ) {}

  /** Whether `value` is a text of this form. */
  matches(value: unknown): value is string {
    return isShortText(value, this.maxLength) && this.pattern.test(value);
  }

  /** The groups of the pattern; null for a value that does not match. */
  read(value: unknown): RegExpExecArray | null {
    return isShortText(value, this.maxLength) ? this.pattern.exec(value) : null;
  }
}

/** Whether `value` is a text of at most `maxLength` UTF-16 units. */
export function isShortText(value: unknown, maxLength: number): value is string {
  return typeof value === 'string' && value.length <= maxLength;
}
