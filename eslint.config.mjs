import nx from '@nx/eslint-plugin';
import prettier from 'eslint-config-prettier/flat';

const only = (sourceTag, ...onlyDependOnLibsWithTags) => ({ sourceTag, onlyDependOnLibsWithTags });

/** Where code may run. */
const platforms = [
  {
    ...only('platform:any', 'platform:any'),
    bannedExternalImports: ['@angular/*', '@nestjs/*', 'socket.io*', 'rxjs', 'rxjs/*', 'class-*'],
  },
  {
    ...only('platform:node', 'platform:node', 'platform:any'),
    bannedExternalImports: ['@angular/*'],
  },
  {
    ...only('platform:browser', 'platform:browser', 'platform:any'),
    bannedExternalImports: ['@nestjs/*', 'class-*', 'socket.io'],
  },
];

/** Whose code it is. */
const scopes = [
  only('scope:shared', 'scope:shared'),
  only('scope:server', 'scope:server', 'scope:shared'),
  only('scope:web', 'scope:web', 'scope:shared'),
  only('scope:cli', 'scope:cli', 'scope:shared'),
];

const feature = ['type:ui', 'type:data-access', 'type:contract', 'type:domain', 'type:util'];

/** What kind it is. Dependencies point down this list. `extra` is what specs may import in addition. */
const types = (...extra) => [
  only('type:app', 'type:feature', ...feature, ...extra),
  only('type:feature', ...feature, ...extra),
  only(
    'type:data-access',
    'type:data-access',
    'type:contract',
    'type:domain',
    'type:util',
    ...extra,
  ),
  only('type:ui', 'type:ui', 'type:domain', 'type:util', ...extra),
  only('type:contract', 'type:domain', 'type:util', ...extra),
  only('type:domain', 'type:domain', 'type:util', ...extra),
  only('type:util', 'type:util', ...extra),
  only('type:e2e', 'type:testing', 'type:data-access', 'type:contract', 'type:domain', 'type:util'),
  only('type:testing', ...extra),
];

// The Playwright configurations need the paths of programs, which the tools know. Both suites use the same
// client, written from the protocol alone. Both also use the proxy that changes messages.
const boundaries = (...extra) => [
  'error',
  {
    allow: [
      '^(\\.\\./)+package\\.json$', // the version
      '^.*/tools/(chromium|firefox|pulseaudio)/.*',
      '^.*/tools/start/memory-settings\\.json$',
      '^.*/system-e2e/src/conformance/.*',
      '^.*/system-e2e/src/integration/tampering-proxy$',
    ],
    depConstraints: [...platforms, ...scopes, ...types(...extra)],
  },
];

const noNodeModules = {
  group: ['node:*'],
  message: 'Code in libs/shared runs in browsers too.',
};
const noServerKeys = {
  group: ['@sealwave/e2ee', '@sealwave/e2ee/*'],
  message: 'No server can open what people seal for each other, or knows the secret of a link.',
};

const noEnum = {
  selector: 'TSEnumDeclaration',
  message: 'Use an `as const` object and a type.',
};

/** A promise behind `void` ends the process when it fails, and so everybody's connections. */
const noVoid = {
  selector: 'UnaryExpression[operator="void"]',
  message: 'Start it with `runInBackground`, which asks who is told when it fails.',
};

/** The author of a long text can hold up code that reads it before checking its length. */
const noUnboundedText = {
  selector:
    'CallExpression[callee.property.name=/^(test|exec|match|matchAll|search|normalize|localeCompare)$/]',
  message: 'Read texts of others with a `TextForm`, which looks at their length first.',
};
const noUnboundedChecks = {
  name: 'class-validator',
  importNames: [
    'IsString',
    'Length',
    'Matches',
    'MaxLength',
    'MinLength',
    'IsNotEmpty',
    'Contains',
  ],
  message: 'Check texts with `IsText`, which looks at their length first.',
};

/** An expression for something that only the holder of a key can know. Its name tells. */
const CODE = (() => {
  const name = '/(mac|tag|finished|digest|proof)$/i';
  return `:matches(Identifier[name=${name}], MemberExpression[property.name=${name}], CallExpression[callee.property.name=${name}])`;
})();
/**
 * A plain comparison takes longer the more bytes are right. An attacker who may try again learns from the time.
 */
const noTellingComparison = [
  `BinaryExpression[operator=/^[!=]==?$/] > ${CODE}`,
  `CallExpression[callee.property.name=/^(equals|compare)$/] > ${CODE}`,
  `CallExpression > MemberExpression[property.name=/^(equals|compare)$/] > ${CODE}.object`,
].map((selector) => ({
  selector,
  message: 'Compare codes with `timingSafeEqual`, or let WebCrypto verify them.',
}));

/** Expressions that read a clock of the machine, or its processor time. */
const CLOCK = [
  'MemberExpression[object.name="performance"][property.name="now"]',
  'MemberExpression[object.name="process"][property.name=/^(hrtime|cpuUsage|uptime)$/]',
].join(', ');
/** Names for values that were measured with a clock. */
const MEASURED = '/^(elapsed|took|waited|latency|p50|p9[59])|(hold|held|longest\\w*)Ms$/i';
/** Names of matchers that compare numbers. */
const COMPARISON = '/^toBe(Less|Greater)Than(OrEqual)?$|^toBeCloseTo$/';
/** A busy machine makes every time longer. A test that asserts a time fails there. */
const noTimes = [
  `CallExpression[callee.name="expect"] :matches(${CLOCK})`,
  `CallExpression[callee.property.name=${COMPARISON}] > .arguments :matches(${CLOCK})`,
  `VariableDeclarator BinaryExpression[operator="-"][right.type=/^(Identifier|MemberExpression)$/] > CallExpression.left > :matches(${CLOCK})`,
  `CallExpression[callee.property.name=${COMPARISON}] CallExpression[callee.name="expect"] :matches(Identifier[name=${MEASURED}])`,
].map((selector) => ({
  selector,
  message: 'Assert order, counts, loss, or who was held up by whom; times go to `tools/bench`.',
}));
/** A fixed wait is too short on a slow machine and too long on a fast one. */
const noFixedWaits = [
  'ImportDeclaration[source.value="node:timers/promises"] > ImportSpecifier[imported.name="setTimeout"]',
  'CallExpression[callee.property.name="waitForTimeout"]',
  'AwaitExpression > NewExpression[callee.name="Promise"] CallExpression[callee.name="setTimeout"][arguments.length=2]',
].map((selector) => ({
  selector,
  message: 'Wait for the event. A helper that only keeps a pace belongs in a file beside the spec.',
}));

export default [
  ...nx.configs['flat/base'],
  ...nx.configs['flat/typescript'],
  ...nx.configs['flat/javascript'],
  {
    ignores: [
      'dist',
      'coverage',
      'tmp',
      '.angular',
      '.nx',
      'test-results',
      'playwright-report',
    ].map((name) => `**/${name}`),
  },
  {
    files: ['**/*.ts', '**/*.mts', '**/*.js', '**/*.mjs', '**/*.cjs'],
    rules: {
      '@nx/enforce-module-boundaries': boundaries(),
      'max-lines': ['error', { max: 300 }],
      'no-console': 'error',
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true } }],
      eqeqeq: 'error',
    },
  },
  {
    files: ['**/*.ts'],
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false },
      ],
      'no-restricted-syntax': ['error', noEnum, noVoid],
    },
  },
  {
    files: ['libs/shared/{crypto,e2ee}/**/*.ts', 'libs/node/hop/**/*.ts'],
    ignores: ['**/*.spec.ts'],
    rules: { 'no-restricted-syntax': ['error', noEnum, noVoid, ...noTellingComparison] },
  },
  {
    files: ['libs/**/*.ts', 'apps/{gateway,voice-server,voice-cli,web}/**/*.ts'],
    ignores: ['**/*.spec.ts'],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/no-floating-promises': ['error', { ignoreVoid: false }],
      '@typescript-eslint/no-misused-promises': 'error',
    },
  },
  {
    files: ['libs/shared/**/*.ts'],
    rules: {
      'no-restricted-imports': ['error', { patterns: [noNodeModules] }],
      // Chromium runs these specs too, with our own runner (tools/browser-specs).
      'no-restricted-globals': ['error', { name: 'jest', message: 'There is none in a browser.' }],
    },
  },
  {
    files: ['apps/{gateway,voice-server}/**/*.ts', 'libs/node/**/*.ts'],
    rules: { 'no-restricted-imports': ['error', { patterns: [noServerKeys] }] },
  },
  {
    files: [
      'apps/gateway/src/{browser,connection,messages,rooms}/**/*.ts',
      'libs/shared/wire/src/**/*.ts',
    ],
    ignores: ['**/*.spec.ts'],
    rules: { 'no-restricted-syntax': ['error', noEnum, noVoid, noUnboundedText] },
  },
  {
    files: ['libs/node/hop/src/record/control-*.ts', 'libs/shared/room/src/**/*.ts'],
    ignores: ['**/*.spec.ts'],
    rules: {
      'no-restricted-syntax': ['error', noEnum, noVoid, noUnboundedText, ...noTellingComparison],
    },
  },
  {
    files: ['apps/gateway/src/{browser,connection,messages,rooms}/**/*.ts'],
    rules: {
      'no-restricted-imports': ['error', { paths: [noUnboundedChecks], patterns: [noServerKeys] }],
    },
  },
  ...[...nx.configs['flat/angular'], ...nx.configs['flat/angular-template']].map((config) => ({
    ...config,
    files: (config.files ?? ['**/*.ts']).flatMap((pattern) => [
      `apps/web/${pattern}`,
      `libs/web/${pattern}`,
    ]),
  })),
  {
    files: ['apps/web/**/*.ts', 'libs/web/**/*.ts'],
    rules: {
      '@angular-eslint/component-class-suffix': 'off',
      '@angular-eslint/component-selector': [
        'error',
        { type: 'element', prefix: 'sw', style: 'kebab-case' },
      ],
      '@angular-eslint/directive-selector': [
        'error',
        { type: 'attribute', prefix: 'sw', style: 'camelCase' },
      ],
      '@angular-eslint/prefer-on-push-component-change-detection': 'error',
    },
  },
  {
    files: ['**/*.spec.ts'],
    rules: {
      'max-lines': ['error', { max: 400 }],
      '@nx/enforce-module-boundaries': boundaries('type:testing'),
      '@typescript-eslint/no-non-null-assertion': 'off',
      'no-restricted-syntax': ['error', noEnum, ...noTimes, ...noFixedWaits],
    },
  },
  {
    files: ['apps/web-e2e/src/**/*.ts'],
    ignores: ['**/*.spec.ts'],
    rules: { 'no-restricted-syntax': ['error', noEnum, noVoid, ...noFixedWaits] },
  },
  {
    files: ['**/*.{test,spec}.mjs'],
    rules: { 'no-restricted-syntax': ['error', ...noFixedWaits] },
  },
  {
    // Attackers keep a pace in the specs themselves.
    files: ['apps/system-e2e/src/attacks/**/*.spec.ts'],
    rules: { 'no-restricted-syntax': ['error', noEnum, ...noTimes] },
  },
  {
    // Configuration files are loaded by tools, which expect a default export.
    files: ['**/*.config.{mjs,mts,cjs,ts}'],
    rules: { 'no-restricted-exports': 'off' },
  },
  {
    // Programs for the terminal of a developer; the servers log through their logger.
    files: ['tools/**'],
    rules: { 'no-console': 'off' },
  },
  prettier,
];
