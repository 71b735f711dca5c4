import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A temporary folder for one test file. */
export class Folder {
  readonly path = mkdtempSync(join(tmpdir(), 'sealwave-cli-'));

  constructor() {
    afterAll(() => rmSync(this.path, { recursive: true }));
  }

  /** A path in the folder. */
  at(name: string): string {
    return join(this.path, name);
  }

  /** The files of a subfolder, ordered by name. */
  files(name: string): Buffer[] {
    const names = readdirSync(this.at(name)).sort();
    return names.map((file) => readFileSync(join(this.at(name), file)));
  }
}
