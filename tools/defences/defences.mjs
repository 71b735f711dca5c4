import { EDGE_DEFENCES } from './edge.mjs';
import { LIFE_DEFENCES } from './life.mjs';
import { SEALED_ROOM_DEFENCES } from './sealed-rooms.mjs';
import { SOUND_DEFENCES } from './sound.mjs';
import { VOICE_DEFENCES } from './voice.mjs';

/**
 * @typedef {object} Defence
 * @property {string} row of docs/threat-model.md, as in the names of the tests.
 * @property {string} what describes the defence that is removed.
 * @property {string} file that has it.
 * @property {string} from its source text.
 * @property {string} to the text without it.
 * @property {string} project folder whose tests run.
 * @property {string} spec part of the test file's name.
 */

const E2E = 'apps/system-e2e';
const HOP = 'libs/node/hop';
const RECORDS = 'secured-records.spec';
const CIPHER = 'libs/node/hop/src/record/secured-cipher.ts';
const STEPS = 'libs/node/hop/src/record/message-steps.ts';

/**
 * For each row, the code of its defence, and a test with the row's name. The test must fail without the code.
 * @type {readonly Defence[]}
 */
export const DEFENCES = [
  {
    ...{ row: 'A1', what: 'the check of the signature', project: E2E, spec: 'hop-attacks' },
    file: 'libs/node/hop/src/hello/hello-exchange.ts',
    from: 'if (!verifyIdentity(point, transcriptMessage(toSign), signature)) {',
    to: 'if (point.length === 0 && verifyIdentity(point, transcriptMessage(toSign), signature)) {',
  },
  {
    ...{ row: 'A2', what: 'the comparison with the known server', project: E2E },
    ...{ spec: 'hop-attacks', file: 'libs/node/connection/src/trust/server-trust.ts' },
    from: 'if (expected && !expected.includes(fingerprint)) {',
    to: 'if (expected && !expected.includes(fingerprint) && !fingerprint) {',
  },
  {
    ...{ row: 'F1', what: 'a new key pair for each connection', project: HOP },
    ...{ spec: 'handshake.spec', file: 'libs/node/hop/src/handshake/handshake.ts' },
    from: "const own = createECDH('prime256v1');",
    to: "const own = createECDH('prime256v1'); own.generateKeys = () => (own.setPrivateKey(Buffer.alloc(32, 7)), own.getPublicKey());",
  },
  {
    ...{
      row: 'F2',
      what: 'the way from one epoch to the next that leads back to none',
      project: E2E,
    },
    ...{ spec: 'late-theft', file: 'libs/node/hop/src/record/record-keys.ts' },
    from: "const next = hkdfExpand(this.secret, 'svc-hop-v1 next');",
    to: 'const next = new Uint8Array(this.secret);',
  },
  {
    ...{ row: 'R1', what: 'the place in the order', project: E2E, spec: RECORDS, file: CIPHER },
    from: 'if (!nonce.equals(sealed.subarray(0, NONCE_BYTES))) throw SessionError.outOfSequence();',
    to: 'if (nonce.length < 1) throw SessionError.outOfSequence(); nonce.set(sealed.subarray(0, NONCE_BYTES));',
  },
  {
    ...{ row: 'T1', what: 'the head of the frame under the tag', project: E2E, spec: RECORDS },
    ...{ file: CIPHER, from: 'const aad = frameHead(type, sealed.length);' },
    to: 'const aad = frameHead(FrameType.Audio, sealed.length);',
  },
  {
    ...{ row: 'T2', what: 'an HMAC of each message', project: E2E, spec: 'conformance/messages' },
    ...{ file: STEPS, from: 'sealing.update(mac.digest());' },
    to: 'sealing.update(new Uint8Array(MAC_BYTES));',
  },
  {
    ...{ row: 'T3', what: 'the check of the HMAC', project: E2E, spec: 'conformance/messages' },
    ...{ file: STEPS, from: 'if (!timingSafeEqual(mac.digest(), opened.subarray(end))) throw' },
    to: 'if (!timingSafeEqual(opened.subarray(end), opened.subarray(end))) throw',
  },
  {
    ...{ row: 'C1', what: 'the base protocol', project: E2E, spec: 'conformance/handshake' },
    file: 'libs/shared/crypto/src/public-key.ts',
    from: 'if (encoded.length <= MAX_PEM_BYTES) return pointOfSpki(fromPem(encoded));',
    to: 'if (encoded.length > MAX_PEM_BYTES) return pointOfSpki(fromPem(encoded));',
  },
  {
    ...{
      row: 'C2',
      what: 'that a client that requires a proof takes nothing less',
      project: HOP,
    },
    ...{ spec: 'hop.spec', file: 'libs/node/hop/src/handshake/hop.ts' },
    from: "if (!answer && policy === 'prefer') return",
    to: 'if (!answer) return',
  },
  {
    ...{ row: 'U1', what: 'the counting of records', project: HOP, spec: 'secured-cipher' },
    ...{ file: 'libs/node/hop/src/record/record-keys.ts', from: 'this.sequence++;' },
    to: 'this.sequence = (this.sequence + 1) % 1000;',
  },
  {
    ...{ row: 'TM-S3', what: 'the connection in the proof', project: 'apps/voice-server' },
    ...{ spec: 'rooms/room', file: 'libs/node/hop/src/handshake/join-proof.ts' },
    from: ".update('svc-join-v1\\0').update(exporter)",
    to: ".update('svc-join-v1\\0')",
  },
  {
    ...{ row: 'TM-S3', what: 'what a token says', project: 'apps/voice-server' },
    ...{ spec: 'room-access', file: 'libs/node/hop/src/handshake/join-proof.ts' },
    from: '.update(tokenMessage(claims))',
    to: '.update(tokenMessage(claims.slice(0, 26)))',
  },
  {
    ...{ row: 'TM-S3', what: 'that a token gives no rights that nobody knows', project: E2E },
    ...{ spec: 'secured-rooms', file: 'libs/shared/room/src/link/room-claims.ts' },
    from: 'if ((Number(rights) & ~KNOWN_RIGHTS) !== 0) return null;',
    to: 'if ((Number(rights) & ~KNOWN_RIGHTS) > 1e9) return null;',
  },
  {
    ...{ row: 'TM-S4', what: 'the check of the origin', project: E2E, spec: 'gateway/origins' },
    ...{ file: 'apps/gateway/src/edge/admission/origin-policy.ts' },
    from: '(this.self && origin === here.origin) ? null : FOREIGN_PAGE',
    to: '(this.self && origin === here.origin) ? null : null',
  },
  {
    ...{ row: 'TM-T3', what: 'what the client offered under the signature', project: E2E },
    ...{ spec: 'hop-attacks', file: 'libs/node/hop/src/handshake/transcript.ts' },
    from: '.update(encodeFrame(FrameType.Hello, flights.clientHello))',
    to: '',
  },
  {
    ...{ row: 'TM-T4', what: 'the check of the point', project: 'libs/shared/crypto' },
    ...{ spec: 'wycheproof', file: 'libs/shared/crypto/src/public-key.ts' },
    from: 'p256.Point.fromBytes(point);',
    to: 'void p256;',
  },
  {
    ...{ row: 'S1', what: 'the rule of ESLint', project: 'tools/architecture' },
    ...{ spec: 'bite.spec.mjs', file: 'eslint.config.mjs' },
    from: "['error', noEnum, noVoid, ...noTellingComparison]",
    to: "['error', noEnum, noVoid]",
  },
  {
    ...{ row: 'TM-I3', what: 'that no address is logged', project: E2E, spec: 'integration/logs' },
    ...{ file: 'apps/gateway/src/edge/admission/request-policy.ts' },
    from: 'const navigates = ',
    to: 'console.log(request.url); const navigates = ',
  },
  {
    ...{ row: 'TM-I2', what: 'that nothing is logged of what was sent', project: E2E },
    ...{ spec: 'integration/logs', file: 'apps/gateway/src/browser/failure.filter.ts' },
    from: 'request: event, code: failure.code }',
    to: 'request: event, code: failure.code, said: JSON.stringify(host.switchToWs().getData()) }',
  },
  {
    ...{ row: 'TM-D1', what: 'the rates of handshakes', project: E2E, spec: 'handshake-flood' },
    ...{ file: 'apps/voice-server/src/limits/admission.ts' },
    from: 'if (!this.byAddress.tryConsume(group, now) || !this.all.tryConsume(1, now)) {',
    to: 'if (now < 0 && (!this.byAddress.tryConsume(group, now) || !this.all.tryConsume(1, now))) {',
  },
  {
    ...{ row: 'TM-D2', what: 'the judgement of lengths', project: E2E, spec: 'conformance/frames' },
    ...{ file: 'libs/shared/wire/src/frame.ts' },
    from: 'if (length < TYPE_BYTES) throw WireError.frameEmpty();',
    to: '',
  },
  {
    ...{ row: 'TM-D3', what: 'the time for a frame', project: E2E, spec: 'pace-limits' },
    ...{ file: 'libs/node/connection/src/sockets/frame-watch.ts' },
    from: 'if (this.progressBytes < this.limits.minProgressBytes) this.onStalled();',
    to: 'if (this.progressBytes < 0) this.onStalled();',
  },
  {
    ...{ row: 'TM-D4', what: 'giving up who does not read', project: E2E, spec: 'pace-limits' },
    ...{ file: 'libs/node/connection/src/sockets/send-queue.ts' },
    from: 'this.giveUp(',
    to: 'void this.giveUp; void (',
  },
  {
    ...{ row: 'TM-D5', what: 'the rate at which a client is read', project: E2E },
    ...{ spec: 'pace-limits', file: 'apps/voice-server/src/transport/voice-tcp.server.ts' },
    from: 'if (waitMs > 0) await frames.pause(waitMs);',
    to: 'void waitMs;',
  },
  {
    ...{ row: 'TM-D5', what: 'the limit on events', project: E2E, spec: 'gateway/limits' },
    ...{ file: 'apps/gateway/src/edge/admission/connection-bounds.ts' },
    from: 'const fits = events.tryConsume(1, clock.now());',
    to: 'const fits = clock.now() >= 0 || events.tryConsume(1, 0);',
  },
  {
    ...{ row: 'TM-E1', what: 'the list of servers', project: E2E, spec: 'integration/targets' },
    ...{ file: 'apps/gateway/src/connection/connect-policy.ts' },
    from: 'if (!found) throw RequestError.serverNotAllowed();\n    return found;',
    to: "if (!found && port === 0) throw RequestError.serverNotAllowed();\n    return found ?? { host: host ?? 'localhost', port: port ?? 8888 };",
  },
  {
    ...{ row: 'TM-E2', what: 'the look at the role', project: E2E, spec: 'secured-rooms' },
    ...{ file: 'apps/voice-server/src/rooms/room.ts' },
    from: "if (by?.role !== 'moderator' || target?.role === 'moderator') throw notAllowed();",
    to: 'if (n < 0 && by) throw notAllowed();',
  },
  ...EDGE_DEFENCES,
  ...LIFE_DEFENCES,
  ...SOUND_DEFENCES,
  ...VOICE_DEFENCES,
  ...SEALED_ROOM_DEFENCES,
];
