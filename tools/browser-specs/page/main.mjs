import { expect } from 'expect';
import { execute, failure } from './execute.mjs';
import { collect, globals } from './registry.mjs';

Object.assign(globalThis, globals, { expect });

/**
 * Loads and runs the specs one after the other.
 * @param {string[]} specs their addresses on this server. The outer program provides `globalThis.reportResult`,
 * which receives each test's result.
 */
globalThis.runSpecs = async (specs) => {
  globalThis.readVectors = await loadVectors();
  for (const spec of specs) {
    const report = (result) => globalThis.reportResult({ spec, ...result });
    try {
      await execute(await collect(() => import(spec)), [], report);
    } catch (error) {
      await report(failure('the file can be loaded', error));
    }
  }
};

/** Loads the vectors, as tools/jest/load-vectors.cjs does. Undefined when there are no vectors at all. */
async function loadVectors() {
  const vectors = await (await fetch('/vectors.json')).json();
  if (vectors === null) return () => undefined;
  return (path) => {
    if (!(path in vectors)) throw new Error(`there is no vector file ${path}`);
    return vectors[path];
  };
}
