// Checks the documents that are generated from code and the links between documents. Also checks what each
// README says about dependencies.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { dependencyProblems, folderOf } from './dependencies.mjs';

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

const golden = readFileSync(join(root, 'tools/architecture/graph.golden.json'), 'utf8');
/** Libs, and programs whose README states their dependencies. End-to-end tests may use anything. */
const graph = Object.entries(JSON.parse(golden)).filter(([project]) => {
  const folder = folderOf(project, (path) => existsSync(join(root, path)));
  return !folder?.startsWith('apps/') || project === 'voice-cli';
});
const readmeOf = (project) => {
  const readme = `${folderOf(project, (path) => existsSync(join(root, path)))}/README.md`;
  return existsSync(join(root, readme)) ? readFileSync(join(root, readme), 'utf8') : undefined;
};

const problems = [...broken, ...dependencyProblems(Object.fromEntries(graph), readmeOf)];
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exitCode = 1;

process.argv.push('--check');
await import('./configuration.mjs');
await import('./cli.mjs');
