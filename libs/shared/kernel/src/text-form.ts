/**
 * The form of a text that somebody else has written: its length is looked at before anything else, so that no text is
 * long enough to hold up everybody. Texts of others are read by nothing else (a rule of ESLint).
 */
export class TextForm {
  /**
   * @param maxLength in UTF-16 units, as `length` counts them.
   * @param pattern what the whole has to match.
   */
  constructor(
    readonly maxLength: number,
    private readonly pattern: RegExp,
  ) {}

  /** Whether `value` is a text of this form. */
  matches(value: unknown): value is string {
    return isShortText(value, this.maxLength) && this.pattern.test(value);
  }

  /** What the groups of the pattern hold; null for what is no text of this form. */
  read(value: unknown): RegExpExecArray | null {
    return isShortText(value, this.maxLength) ? this.pattern.exec(value) : null;
  }
}

/** Whether `value` is a text of at most `maxLength` UTF-16 units. */
export function isShortText(value: unknown, maxLength: number): value is string {
  return typeof value === 'string' && value.length <= maxLength;
}
