// Checks conventions of the tracked files that lint rules do not cover (see bite.spec.mjs).
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { conventions, isText } from './conventions.mjs';
import { workspace } from './project-graph.mjs';

const tracked = execFileSync('git', ['ls-files', '-z'], { cwd: workspace, encoding: 'utf8' });
const paths = tracked
  .split('\0')
  .filter((path) => path !== '' && isText(path) && existsSync(join(workspace, path)));

const problems = paths.flatMap((path) => {
  const text = readFileSync(join(workspace, path), 'utf8');
  return conventions
    .filter(({ appliesTo, holds }) => appliesTo(path) && !holds(text))
    .map(({ rule }) => `${path}: ${rule}`);
});

if (problems.length > 0) {
  console.log(problems.join('\n'));
  process.exitCode = 1;
}
