/** A column of a table: its title, and how it shows a row. */
export interface Column<Row> {
  readonly title: string;
  readonly cell: (row: Row) => string;
}

/**
 * Formats the lines of a table. The first column is `width` characters wide and flush left; the others are as
 * wide as their titles, at least eight characters, and flush right.
 */
export class TextTable<Row> {
  constructor(
    private readonly columns: readonly Column<Row>[],
    private readonly width: number,
  ) {}

  get header(): string {
    return this.line(this.columns.map(({ title }) => title));
  }

  row(row: Row): string {
    return this.line(this.columns.map(({ cell }) => cell(row)));
  }

  private line([first, ...others]: readonly string[]): string {
    const cells = others.map((cell, i) =>
      cell.padStart(Math.max(8, this.columns[i + 1].title.length)),
    );
    return `${[first.padEnd(this.width), ...cells].join('  ').trimEnd()}\n`;
  }
}

/** Removes characters from a name that could control the terminal. */
export function printable(name: string): string {
  return name.replace(/[\p{Cc}\p{Cf}]/gu, '?');
}
