// Checks the documents that are generated from code, and that links between documents lead somewhere.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const root = join(import.meta.dirname, '../..');
const listed = ['ls-files', '--cached', '--others', '--exclude-standard', '*.md'];
const files = execFileSync('git', listed, { cwd: root, encoding: 'utf8' })
  .split('\n')
  .filter((name) => name !== '' && existsSync(join(root, name)));

const broken = files.flatMap((name) =>
  [...readFileSync(join(root, name), 'utf8').matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)]
    .map(([, target]) => target)
    .filter((target) => !/^[a-z]+:/.test(target))
    .filter((target) => !existsSync(join(root, dirname(name), target)))
    .map((target) => `${name} links to ${target}, which is not there`),
);
for (const problem of broken) console.error(problem);
if (broken.length > 0) process.exitCode = 1;

process.argv.push('--check');
await import('./configuration.mjs');
await import('./cli.mjs');
