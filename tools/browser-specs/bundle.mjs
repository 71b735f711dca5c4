import { build } from 'esbuild';
import { join, relative } from 'node:path';
import { workspace } from './workspace.mjs';

const common = {
  absWorkingDir: workspace,
  outdir: workspace,
  bundle: true,
  format: 'esm',
  platform: 'browser',
  target: 'es2022',
  write: false,
  logLevel: 'warning',
};

/** Bundles the runner: Jest's `expect`, without the parts that read files and draw on terminals. */
export async function bundleRunner() {
  const page = (file) => join(import.meta.dirname, 'page', file);
  const { outputFiles } = await build({
    ...common,
    entryPoints: { runner: page('main.mjs') },
    alias: {
      'jest-message-util': page('jest-internals.mjs'),
      'jest-util': page('jest-internals.mjs'),
    },
    define: { 'process.cwd': 'String' },
  });
  return outputFiles;
}

/** Lets a file with imports from Node be bundled. Loading such a file then fails with a reason. */
const refuseNode = {
  name: 'refuse-node',
  setup({ onLoad, onResolve }) {
    onResolve({ filter: /^node:/ }, ({ path, importer }) => ({
      path: `${relative(workspace, importer)} imports ${path}, which browsers do not have`,
      namespace: 'refused',
    }));
    onLoad({ filter: /.*/, namespace: 'refused' }, ({ path }) => ({
      contents: `throw new Error(${JSON.stringify(path)})`,
    }));
  },
};

/**
 * Bundles each spec as a separate module. A spec that cannot be loaded, such as one that needs Node, then fails
 * alone.
 */
export async function bundleSpecs(specs) {
  const { outputFiles } = await build({
    ...common,
    entryPoints: specs,
    outbase: '.',
    splitting: true,
    plugins: [refuseNode],
    logOverride: { 'import-is-undefined': 'silent' }, // The imports that `refuseNode` leaves undefined.
    tsconfig: 'tsconfig.base.json',
    keepNames: true, // Errors are named after their classes.
  });
  return outputFiles;
}
