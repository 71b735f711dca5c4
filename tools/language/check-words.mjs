// Refuses the words of words.mjs in comments, documents, messages, names of tests and the English texts of the page.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXCEPTIONS } from './exceptions.mjs';
import { problemsOf } from './words.mjs';

const root = join(import.meta.dirname, '../..');
const TEXT = /\.(?:ts|mjs|cjs|js|html|css|md|yml)$|(?:^|\/)messages\.en\.json$/;

const files = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' })
  .split('\0')
  .filter((path) => TEXT.test(path) && !path.startsWith('tools/language/'))
  .filter((path) => existsSync(join(root, path)));

const problems = [
  ...files.flatMap((path) => problemsOf(path, readFileSync(join(root, path), 'utf8'), EXCEPTIONS)),
  ...EXCEPTIONS.filter(({ file }) => !files.includes(file)).map(
    ({ file }) => `tools/language/exceptions.mjs has ${file}, which is not there`,
  ),
];
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exitCode = 1;
