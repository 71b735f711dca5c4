// Proves that the lint rules of the architecture work. Each case is a line of code that must be refused. The
// line replaces a real file's text for the check; the file itself stays unchanged.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { ESLint } from 'eslint';
import { readProjectGraph, workspace } from './project-graph.mjs';

/**
 * Imports that the tags of the two projects forbid. The imported project must not depend on the importing one.
 */
const BOUNDARIES = [
  {
    refuses: 'a lib for every platform that imports one for Node',
    file: 'libs/shared/audio/src/index.ts',
    code: `export { SessionError } from '@sealwave/node/hop';`,
    says: /"platform:any" can only depend on libs tagged with "platform:any"/,
  },
  {
    refuses: 'the web app that imports code of a server',
    file: 'libs/web/recorder/src/index.ts',
    code: `export { TokenBucket } from '@sealwave/node/limits';`,
    says: /"platform:browser" can only depend on libs tagged with/,
  },
  {
    refuses: 'code of clients and servers that imports code of servers',
    file: 'libs/node/hop/src/index.ts',
    code: `export { TokenBucket } from '@sealwave/node/limits';`,
    says: /"scope:shared" can only depend on libs tagged with "scope:shared"/,
  },
  {
    refuses: 'the command line that imports code of a server',
    file: 'apps/voice-cli/src/main.ts',
    code: `export { TokenBucket } from '@sealwave/node/limits';`,
    says: /"scope:cli" can only depend on libs tagged with/,
  },
  {
    refuses: 'a lib of the lowest kind that imports one that does I/O',
    file: 'libs/node/limits/src/index.ts',
    code: `export { VoiceClient } from '@sealwave/node/voice-client';`,
    says: /"type:util" can only depend on libs tagged with "type:util"/,
  },
  {
    refuses: 'a component that does I/O',
    file: 'libs/web/ui/src/index.ts',
    code: `export { Microphone } from '@sealwave/web/audio-io';`,
    says: /"type:ui" can only depend on libs tagged with/,
  },
  {
    refuses: 'a feature that imports a feature',
    file: 'libs/web/inbox/src/index.ts',
    code: `export { RecorderPanel } from '@sealwave/web/recorder';`,
    says: /"type:feature" can only depend on libs tagged with/,
  },
  {
    refuses: 'code that ships and imports code for tests',
    file: 'libs/shared/audio/src/index.ts',
    code: `export { sine } from '@sealwave/testing';`,
    says: /"type:domain" can only depend on libs tagged with/,
  },
  {
    refuses: 'a path into another project',
    file: 'libs/shared/wire/src/index.ts',
    code: `export { concat } from '../../kernel/src/bytes';`,
    says: /cannot be imported by a relative or absolute path/,
  },
  {
    refuses: 'a framework in code for every platform',
    file: 'libs/shared/wire/src/index.ts',
    code: `export { Injectable } from '@nestjs/common';`,
    says: /"platform:any" is not allowed to import "@nestjs\/common"/,
  },
].map((refused) => ({ ...refused, rule: '@nx/enforce-module-boundaries' }));

const CONVENTIONS = [
  {
    refuses: 'Node in code for every platform',
    file: 'libs/shared/wire/src/index.ts',
    code: `export { connect } from 'node:net';`,
    rule: 'no-restricted-imports',
  },
  {
    refuses: 'Jest in specs that run in a browser as well',
    file: 'libs/shared/room/src/display-name.spec.ts',
    code: `export const spy = jest.fn();`,
    rule: 'no-restricted-globals',
  },
  {
    refuses: 'the keys of people in the gateway',
    file: 'apps/gateway/src/main.ts',
    code: `export { sealRecording } from '@sealwave/e2ee';`,
    rule: 'no-restricted-imports',
  },
  {
    refuses: 'the keys of people in the voice server',
    file: 'apps/voice-server/src/main.ts',
    code: `export { sealRecording } from '@sealwave/e2ee';`,
    rule: 'no-restricted-imports',
  },
  ...[
    'apps/gateway/src/main.ts',
    'apps/voice-server/src/main.ts',
    'libs/node/connection/src/index.ts',
  ].flatMap((file) =>
    [
      `export { SealedRoomLink } from '@sealwave/e2ee/keys';`,
      `import '@sealwave/e2ee/transmissions';`,
    ].map((code) => ({ refuses: `${code} in ${file}`, file, code, rule: 'no-restricted-imports' })),
  ),
  {
    refuses: 'the keys of people in what the gateway does with recordings',
    file: 'libs/node/media/src/index.ts',
    code: `export { openRecording } from '@sealwave/e2ee';`,
    rule: 'no-restricted-imports',
  },
  {
    refuses: 'a server that prints past its logger',
    file: 'apps/voice-server/src/main.ts',
    code: `console.log('connected');`,
    rule: 'no-console',
  },
  {
    refuses: 'a value of any type',
    file: 'libs/shared/wire/src/index.ts',
    code: `export const frame: any = 1;`,
    rule: '@typescript-eslint/no-explicit-any',
  },
  {
    refuses: 'an enum',
    file: 'libs/shared/wire/src/index.ts',
    code: `export enum Type { Audio }`,
    rule: 'no-restricted-syntax',
  },
  {
    refuses: 'a default export',
    file: 'libs/shared/wire/src/index.ts',
    code: `export default 1;`,
    rule: 'no-restricted-exports',
  },
  ...[
    ['libs/node/connection/src/index.ts', `void Promise.reject(1);`],
    ['libs/web/inbox/src/index.ts', `void Promise.reject(1);`],
    ['libs/node/hop/src/record/integrity.ts', `export const start = () => void Promise.reject(1);`],
    ['apps/system-e2e/src/conformance/frame.ts', `void Promise.reject(1);`],
  ].map(([file, code]) => ({
    refuses: `work that is started without anybody who hears of its failure (TM-D6), in ${file}`,
    ...{ file, code, rule: 'no-restricted-syntax', says: /runInBackground/ },
  })),
  ...[
    'libs/node/connection/src/index.ts',
    'libs/web/inbox/src/index.ts',
    'apps/web/src/main.ts',
  ].map((file) => ({
    refuses: `a promise whose failure nobody hears of (TM-D6), in ${file}`,
    file,
    code: `Promise.resolve(1).then(() => 2);`,
    rule: '@typescript-eslint/no-floating-promises',
  })),
  ...[
    [
      'apps/gateway/src/browser/text-checks.ts',
      `export const fits = (text: string) => /^a$/.test(text);`,
    ],
    [
      'libs/shared/room/src/record/record-fields.ts',
      `export const fits = (text: string) => /^a$/.exec(text);`,
    ],
    [
      'libs/shared/room/src/display-name.ts',
      `export const form = (text: string) => text.normalize('NFC');`,
    ],
  ].map(([file, code]) => ({
    refuses: `a text that is looked into before its length (TM-D10), in ${file}`,
    ...{ file, code, rule: 'no-restricted-syntax', says: /TextForm/ },
  })),
  {
    refuses: 'a check of class-validator that looks into a text before its length (TM-D10)',
    file: 'apps/gateway/src/connection/connection.gateway.ts',
    code: `export { Matches } from 'class-validator';`,
    ...{ rule: 'no-restricted-imports', says: /IsText/ },
  },
  ...[
    `sent.finished === secrets.serverFinished`,
    `mac != hmac.digest()`,
    `Buffer.compare(mac, theirs) === 0`,
    `hmac.digest().equals(theirs)`,
    `theirs.equals(parsed.tag)`,
  ].map((comparison) => ({
    refuses: `a code whose comparison tells by its time how much of it is right (S1): ${comparison}`,
    file: 'libs/node/hop/src/record/integrity.ts',
    code: `export const fits = ${comparison};`,
    rule: 'no-restricted-syntax',
    says: /timingSafeEqual/,
  })),
  ...[
    `expect(performance.now() - began).toBeLessThan(100);`,
    `expect(count).toBeLessThan(performance.now());`,
    `const seconds = (performance.now() - began) / 1000;`,
    `expect(process.cpuUsage().user).toBeLessThan(100);`,
    `expect(await server.longestHoldMs()).toBeLessThan(50);`,
    `expect(delivery.p99).toBeLessThan(50);`,
  ].map((assertion) => ({
    refuses: `a test that asserts a time of the machine: ${assertion}`,
    file: 'libs/shared/wire/src/frame-decoder.spec.ts',
    code: assertion,
    rule: 'no-restricted-syntax',
    says: /was held up/,
  })),
  ...[
    `import { setTimeout as after } from 'node:timers/promises';`,
    `await page.waitForTimeout(100);`,
    `await new Promise((resolve) => setTimeout(resolve, 50));`,
  ].map((wait) => ({
    refuses: `a test that waits for a fixed time: ${wait}`,
    file: 'apps/web-e2e/src/talk.spec.ts',
    code: wait,
    rule: 'no-restricted-syntax',
    says: /Wait for the event/,
  })),
  ...['apps/web-e2e/src/support/likeness.ts', 'tools/start/server-process.test.mjs'].map(
    (file) => ({
      refuses: `what helps a test and waits for a fixed time, in ${file}`,
      file,
      code: `await page.waitForTimeout(100);`,
      rule: 'no-restricted-syntax',
      says: /Wait for the event/,
    }),
  ),
];

const eslint = new ESLint({ cwd: workspace });

/** What the rules say about `code` in `file`. */
async function lint(file, code) {
  const [{ messages }] = await eslint.lintText(`${code}\n`, { filePath: join(workspace, file) });
  return messages;
}

before(() => {
  process.chdir(workspace);
  readProjectGraph();
});

for (const { refuses, file, code, rule, says = /./ } of [...BOUNDARIES, ...CONVENTIONS]) {
  test(`lint refuses ${refuses}`, async () => {
    const messages = await lint(file, code);
    const found = messages.find(({ ruleId }) => ruleId === rule);
    assert.ok(found, `expected ${rule}, got ${JSON.stringify(messages, null, 2)}`);
    assert.equal(found.severity, 2);
    assert.match(found.message, says);
  });
}

for (const [file, code] of [
  ['libs/shared/wire/src/index.ts', `export { concat } from '@sealwave/kernel';`],
  ['libs/node/hop/src/record/integrity.ts', `export const isNext = nonce.equals(theirs.nonce);`],
  ['libs/web/recorder/src/index.ts', `export { sealRecording } from '@sealwave/e2ee';`],
]) {
  test(`lint allows ${file} what the rules allow`, async () => {
    assert.deepEqual(await lint(file, code), []);
  });
}
