// Compares the dependencies between projects with graph.golden.json; `--write` updates that file.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readProjectGraph } from './project-graph.mjs';

const golden = join(import.meta.dirname, 'graph.golden.json');

/** The projects that each project depends on, both in alphabetical order. */
function dependenciesOfProjects() {
  const { nodes, dependencies } = readProjectGraph();
  const targets = (name) => dependencies[name].map(({ target }) => target);
  return Object.fromEntries(
    Object.keys(nodes)
      .sort()
      .map((name) => [name, [...new Set(targets(name))].filter((to) => to in nodes).sort()]),
  );
}

/** Prints one line for each project, so that a review shows a new dependency. */
function print(graph) {
  const lines = Object.entries(graph).map(
    ([name, targets]) =>
      `  ${JSON.stringify(name)}: ${JSON.stringify(targets).replaceAll(',', ', ')}`,
  );
  return `{\n${lines.join(',\n')}\n}\n`;
}

/** Every difference as a line. `+` exists only in the code, `-` only in the file. */
function differences(expected, actual) {
  const edges = (graph) =>
    Object.entries(graph).flatMap(([from, targets]) => [
      from,
      ...targets.map((to) => `${from} -> ${to}`),
    ]);
  const [known, found] = [edges(expected), edges(actual)];
  return [
    ...found.filter((edge) => !known.includes(edge)).map((edge) => `+ ${edge}`),
    ...known.filter((edge) => !found.includes(edge)).map((edge) => `- ${edge}`),
  ];
}

const graph = dependenciesOfProjects();
if (process.argv.includes('--write')) {
  writeFileSync(golden, print(graph));
} else {
  const changes = differences(JSON.parse(readFileSync(golden, 'utf8')), graph);
  if (changes.length > 0) {
    console.log(`The dependencies between projects have changed:\n  ${changes.join('\n  ')}`);
    console.log('If that is meant: node tools/architecture/check-graph.mjs --write');
    process.exitCode = 1;
  }
}
