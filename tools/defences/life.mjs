const E2E = 'apps/system-e2e';

/**
 * Defences that keep servers running, whatever others do. @type {readonly import('./defences.mjs').Defence[]}
 */
export const LIFE_DEFENCES = [
  {
    ...{ row: 'TM-D6', what: 'that nobody knows who is in a room between two connections' },
    ...{ project: 'apps/gateway', spec: 'room-view' },
    file: 'apps/gateway/src/rooms/room-view.ts',
    from: 'if (!presence) return null;',
    to: "if (!presence) throw new Error('not connected');",
  },
  {
    ...{ row: 'TM-D6', what: 'the good order of an end by a defect', project: E2E },
    ...{ spec: 'integration/defect', file: 'libs/node/service/src/run-service.ts' },
    from: "defect.addEventListener('abort', stop);",
    to: "defect.addEventListener('abort', () => process.exit(1));",
  },
  {
    ...{ row: 'TM-D6', what: 'the rule of ESLint', project: 'tools/architecture' },
    ...{ spec: 'bite.spec.mjs', file: 'eslint.config.mjs' },
    from: "'no-restricted-syntax': ['error', noEnum, noVoid],",
    to: "'no-restricted-syntax': ['error', noEnum],",
  },
  {
    ...{ row: 'TM-D6', what: 'that nothing is called sent before it is written' },
    ...{ project: 'apps/voice-server', spec: 'broadcaster' },
    file: 'apps/voice-server/src/relay/broadcaster.ts',
    from: 'await endOfTurn();',
    to: 'endOfTurn;',
  },
  {
    ...{ row: 'TM-D7', what: 'that a line which cannot be written ends nobody', project: E2E },
    ...{ spec: 'integration/output', file: 'libs/node/service/src/server-logger.ts' },
    from: "stream.on('error', () => this.countLost());",
    to: '',
  },
  {
    ...{ row: 'TM-D7', what: 'the bounds of the log', project: E2E, spec: 'integration/output' },
    ...{ file: 'libs/node/service/src/log-throttle.ts' },
    from: 'if (bucket.tryConsume(1, nowMs) && this.all.tryConsume(1, nowMs)) return true;',
    to: 'if (nowMs >= 0 || (bucket.tryConsume(1, nowMs) && this.all.tryConsume(1, nowMs))) return true;',
  },
  {
    ...{ row: 'TM-D7', what: 'that errors have bounds of their own', project: 'libs/node/service' },
    ...{ spec: 'server-logger', file: 'libs/node/service/src/server-logger.ts' },
    from: "const throttle = level === 'error' ? this.errors : this.throttle;",
    to: 'const throttle = level ? this.throttle : this.errors;',
  },
];
