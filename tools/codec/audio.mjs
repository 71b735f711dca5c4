// The audio lib, compiled from its sources for a tool in Node.
import { join } from 'node:path';
import { build } from 'esbuild';

const root = join(import.meta.dirname, '../..');
const { outputFiles } = await build({
  entryPoints: [join(root, 'libs/shared/audio/src/index.ts')],
  tsconfig: join(root, 'tsconfig.base.json'),
  bundle: true,
  write: false,
  format: 'esm',
});

/** Everything that `@sealwave/audio` exports. */
export const audio = await import(
  `data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`
);
