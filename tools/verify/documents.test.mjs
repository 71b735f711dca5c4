import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { PROGRAMS, LONG_STEPS, STEPS } from './steps.mjs';

const read = (path) => readFileSync(join(import.meta.dirname, '../..', path), 'utf8');

test('CONTRIBUTING.md names every step and how to run it alone', () => {
  const text = read('CONTRIBUTING.md');
  const withoutLists = (command) => command.replace(/( \S+\.(test|spec)\.m?[jt]s){2,}/, '');
  const missing = [...PROGRAMS, ...STEPS.flat(), ...LONG_STEPS.flat()].filter(
    ({ title, command }) => !text.includes(`| ${title} `) || !text.includes(withoutLists(command)),
  );
  assert.deepEqual(missing, []);
});

test('ARCHITECTURE.md names every project', () => {
  const text = read('ARCHITECTURE.md');
  const projects = Object.keys(JSON.parse(read('tools/architecture/graph.golden.json')));
  assert.deepEqual(
    projects.filter((project) => !text.includes(`\`${project}\``)),
    [],
  );
});
