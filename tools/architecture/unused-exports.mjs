import { isTest } from '../verify/runners.mjs';

/** Whether a file exists for tests. Only tests need to use its exports then. */
export const isForTests = (path) =>
  isTest(path) ||
  /^apps\/[^/]+-e2e\/|^apps\/[^/]+\/test\/|^libs\/testing\/|\/testing\/|^tools\//.test(path) ||
  /-(?:fixtures?|builders|vectors)\.ts$/.test(path);

/** Files that are loaded without an import, and how. */
const LOADED_OTHERWISE = new Map([
  ['apps/voice-cli/src/manual.ts', 'tools/docs/cli.mjs bundles it'],
  ['tools/docs/settings-entry.ts', 'tools/docs/configuration.mjs bundles it'],
  ['tools/browser-specs/page/jest-internals.mjs', 'stands in for two packages in a bundle'],
]);

/** Libs that exist before their users, and who will use them. Until then, all their exports count as used. */
const AHEAD_OF_USERS = new Map([]);

/** The lib or program that a file belongs to. */
const projectOf = (path) => path.replace(/\/(?:src|test)\/.*$/, '');

const isIndex = (path) => path.endsWith('/index.ts');

/**
 * Finds unused exports, one line for each. An export counts as used if shipped code in another file uses it. A
 * type may also be used by its own file only, because callers may need to name it. An export of an `index.ts`
 * is unused if no project imports it. Tests count only for code made for tests.
 * @param modules from `readModules`.
 */
export function findUnusedExports(modules, ahead = AHEAD_OF_USERS) {
  const uses = collectUses(modules, ahead);
  const listed = [...modules].filter(([file]) => !LOADED_OTHERWISE.has(file) && !ahead.has(file));
  const unused = listed.flatMap(([file, module]) =>
    exportsOf(module).flatMap(({ name, line, isType }) => {
      const users = [...(uses.get(`${file}#${name}`) ?? [])];
      const isUsedHere = module.uses(name) && !isIndex(file);
      const problem = problemOf({ file, users, isUsedHere, isType });
      return problem === undefined ? [] : [`${file}:${line}: ${name} ${problem}`];
    }),
  );
  const isTaken = (entry) =>
    [...modules].some(
      ([user, { imports }]) =>
        !isForTests(user) &&
        projectOf(user) !== projectOf(entry) &&
        imports.some(({ from }) => from === entry),
    );
  const stale = [...ahead.keys()].filter(isTaken);
  return [...unused, ...stale.map((entry) => `${entry}: is not ahead of its users any more`)];
}

function problemOf({ file, users, isUsedHere, isType }) {
  if (isIndex(file)) {
    const isTaken = users.some((user) => projectOf(user) !== projectOf(file));
    return isTaken ? undefined : 'is taken by no other project';
  }
  if (users.some((user) => isForTests(file) || !isForTests(user))) return undefined;
  if (isUsedHere) return isType || users.length > 0 ? undefined : 'is used in this file alone';
  return users.length > 0 ? 'is used by tests alone' : 'is not used';
}

/** The exports that a file declares or passes on by name. */
function exportsOf({ exports, imports }) {
  const passedOn = imports.filter(({ as }) => as !== undefined && as !== '*');
  return [
    ...[...exports].map(([name, rest]) => ({ name, ...rest })),
    ...passedOn.map(({ as, line }) => ({ name: as, line, isType: false })),
  ];
}

/**
 * The files that use each export, by `file#name`. A file that only passes an export on is replaced by its own
 * users.
 */
function collectUses(modules, ahead) {
  const uses = new Map();
  const add = (file, name, user) => {
    const key = `${file}#${name}`;
    const users = uses.get(key) ?? uses.set(key, new Set()).get(key);
    if (users.has(user)) return;
    users.add(user);
    for (const { from, name: there, as } of modules.get(file)?.imports ?? []) {
      if (as === name) add(from, there, user);
      if (as === '*') add(from, name, user);
    }
  };
  for (const [user, { imports }] of modules) {
    for (const { from, name, as } of imports) {
      if (as !== undefined && !ahead.has(user)) continue;
      for (const each of name === '*' ? namesOf(modules, from) : [name]) add(from, each, user);
    }
  }
  return uses;
}

/** Every name that a file exports. */
function namesOf(modules, file) {
  const { exports, imports } = modules.get(file) ?? { exports: new Map(), imports: [] };
  const passedOn = imports.flatMap(({ from, as }) =>
    as === '*' ? namesOf(modules, from) : as === undefined ? [] : [as],
  );
  return [...exports.keys(), ...passedOn];
}
