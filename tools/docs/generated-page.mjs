// Shared code of the pages that are generated from code.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { format, resolveConfig } from 'prettier';

const root = join(import.meta.dirname, '../..');

/**
 * Compiles the module `entry` with a program's `options`.
 * @returns the loaded module.
 */
export async function loadCompiled(entry, options) {
  // Inside the workspace, where the compiled file finds node_modules.
  const folder = await mkdtemp(join(root, 'node_modules/.sealwave-docs-'));
  try {
    const outfile = join(folder, 'compiled.mjs');
    await build({
      ...options,
      entryPoints: [entry],
      outfile,
      bundle: true,
      platform: 'node',
      format: 'esm',
      packages: 'external',
      tsconfig: join(root, 'tsconfig.base.json'),
    });
    return await import(pathToFileURL(outfile).href);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/**
 * Writes the page `name`. With --check, fails if the page is out of date.
 * @param command the command that updates it.
 */
export async function keepPage(name, page, command) {
  const file = join(root, name);
  const text = await format(page, { ...(await resolveConfig(file)), filepath: file });
  if (!process.argv.includes('--check')) {
    await writeFile(file, text);
  } else if (text !== (await readFile(file, 'utf8').catch(() => ''))) {
    console.error(`${name} is out of date: ${command} renews it`);
    process.exitCode = 1;
  }
}
