/** A column of a table: its title, and a function that formats its cell of a row. */
export interface Column<Row> {
  readonly title: string;
  readonly cell: (row: Row) => string;
}

/**
 * Formats the lines of a table. The first column is `width` characters wide and flush left. The other columns
 * are flush right. Each is as wide as its title, but at least eight characters.
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

/** Removes characters that could control the terminal from a name. */
export function printable(name: string): string {
  return name.replace(/[\p{Cc}\p{Cf}]/gu, '?');
}
