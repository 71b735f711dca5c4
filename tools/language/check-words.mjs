// Refuses the words of words.mjs in comments, documents, messages, names of tests and the page's English texts.
// Also refuses long sentences in the comments of programs.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXCEPTIONS } from './exceptions.mjs';
import { sentenceProblemsOf } from './sentences.mjs';
import { problemsOf } from './words.mjs';

const root = join(import.meta.dirname, '../..');
const PROGRAM = /(?<!\.(?:spec|test|d))\.(?:ts|mjs|cjs|js)$/;
const TEXT = /\.(?:ts|mjs|cjs|js|html|css|md|yml)$|(?:^|\/)messages\.en\.json$/;

const files = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' })
  .split('\0')
  .filter((path) => TEXT.test(path) && !path.startsWith('tools/language/'))
  .filter((path) => existsSync(join(root, path)));

const read = (path) => readFileSync(join(root, path), 'utf8');

const problems = [
  ...files.flatMap((path) => problemsOf(path, read(path), EXCEPTIONS)),
  ...files
    .filter((path) => PROGRAM.test(path))
    .flatMap((path) => sentenceProblemsOf(path, read(path))),
  ...EXCEPTIONS.filter(({ file }) => !files.includes(file)).map(
    ({ file }) => `tools/language/exceptions.mjs has ${file}, which is not there`,
  ),
];
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exitCode = 1;
