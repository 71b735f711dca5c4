const MEDIA = 'libs/node/media';
const GATEWAY = 'apps/gateway';

/**
 * Defences of receivers against sound that costs its sender nothing. @type {readonly
 * import('./defences.mjs').Defence[]}
 */
export const SOUND_DEFENCES = [
  {
    ...{ row: 'TM-D14', what: 'the lowest sampling rate', project: MEDIA },
    ...{ spec: 'decode-recording', file: 'libs/shared/audio/src/wav/wav-format.ts' },
    from: 'if (samplingRate < MIN_SAMPLING_RATE) {',
    to: 'if (samplingRate < 1) {',
  },
  {
    ...{ row: 'TM-D14', what: 'the proportion of bytes to sound', project: MEDIA },
    ...{ spec: 'decode-recording', file: 'libs/node/media/src/decode/proportion.ts' },
    from: 'if (seconds > maxSeconds) {',
    to: 'if (seconds > 1e9 * maxSeconds) {',
  },
  {
    ...{ row: 'TM-D14', what: 'that a message is decoded once', project: GATEWAY },
    ...{ spec: 'shared-decoding', file: 'apps/gateway/src/messages/hearing.ts' },
    from: 'if (kept.bytes > maxBytes) return;',
    to: 'if (kept.bytes > 0) return;',
  },
  {
    ...{ row: 'TM-D14', what: 'the budget of an address', project: GATEWAY, spec: 'sound-rates' },
    file: 'apps/gateway/src/messages/sound-rates.ts',
    from: 'if (!isAllowed) throw RequestError.tooMuchSound();',
    to: 'if (!isAllowed && group.length === 0) throw RequestError.tooMuchSound();',
  },
  {
    ...{ row: 'TM-D14', what: 'the room for copies', project: GATEWAY, spec: 'deliveries' },
    file: 'apps/gateway/src/messages/deliveries.ts',
    from: 'await this.pool.reserve(bytes, delivery);',
    to: 'this.pool.hold(delivery, 1);',
  },
  {
    ...{ row: 'TM-D14', what: 'that who reads nothing holds up nobody', project: GATEWAY },
    ...{ spec: 'deliveries', file: 'apps/gateway/src/messages/deliveries.ts' },
    from: 'const CHECKS = { checkMs: 250, lookBack: 4 } as const;',
    to: 'const CHECKS = { checkMs: 10_000, lookBack: 4 } as const;',
  },
  {
    ...{ row: 'TM-D14', what: 'that a message is kept once for all', project: GATEWAY },
    ...{ spec: 'hearing', file: 'apps/gateway/src/messages/shared-messages.ts' },
    from: 'const kept = this.find(bytes) ?? this.keep(bytes);',
    to: 'const kept = this.keep(bytes);',
  },
  {
    ...{ row: 'TM-D14', what: 'that a link gives up its copy', project: 'apps/system-e2e' },
    ...{ spec: 'many-listeners', file: 'libs/node/connection/src/sockets/discard-memory.ts' },
    from: 'buffer.byteLength > 0',
    to: 'buffer.byteLength > 1e9',
  },
  {
    ...{ row: 'TM-D14', what: 'the memory for messages', project: GATEWAY, spec: 'hearing' },
    file: 'apps/gateway/src/messages/hearing.ts',
    from: 'maxStuckBytes: 40 * MEBIBYTE };',
    to: 'maxStuckBytes: 4_000 * MEBIBYTE };',
  },
  {
    ...{ row: 'TM-D14', what: 'that TLS encrypts piece by piece', project: GATEWAY },
    ...{ spec: 'slice-writes', file: 'apps/gateway/src/edge/tls/slice-writes.ts' },
    from: 'const SLICE_BYTES = 64 * 1024;',
    to: 'const SLICE_BYTES = 64 * 1024 * 1024;',
  },
];
