const { readFile } = require('node:fs/promises');
const { transform } = require('@swc/core');

/**
 * esbuild cannot emit the type metadata that Nest's injection needs, so SWC compiles files with decorators.
 */
const decoratorMetadata = {
  name: 'decorator-metadata',
  setup(build) {
    build.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      if (!/^\s*@[A-Za-z_$]/m.test(source)) return undefined;
      const { code } = await transform(source, {
        filename: path,
        swcrc: false,
        sourceMaps: 'inline',
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', decorators: true },
          transform: {
            legacyDecorator: true,
            decoratorMetadata: true,
            useDefineForClassFields: true,
          },
          keepClassNames: true,
        },
        module: { type: 'es6' },
      });
      return { contents: code, loader: 'js' };
    });
  },
};

module.exports = { plugins: [decoratorMetadata], keepNames: true };
