import { readFileSync, writeFileSync } from 'node:fs';
import { join as joinPath } from 'node:path';
import { derive, expand, join, keyPair, reduce, sha256 } from './primitives';
import {
  announce,
  moderatorDigest,
  orderOf,
  pairCode,
  roomCode,
  roomOf,
  type SealedRoom,
} from './sealed-room';
import {
  acknowledgement,
  type End,
  nextChain,
  sealedSenderKey,
  transmissionChain,
} from './sender-key';
import { header, SecondFrames } from './transmission';

const FILE = joinPath(__dirname, '../../../../../docs/sealed-room-known-answers.json');

/** Bytes of the known answers, by name, in hexadecimal. */
export type KnownAnswers = Readonly<Record<string, string>>;

/** The secrets of the known answers: SHA-256 of labels. Never use them anywhere else. */
const secretOf = (name: string): Buffer => sha256(`svc known answer ${name}`);
const pairOf = (name: string) => keyPair(reduce(derive(secretOf(name), 'scalar', 48)));

const SECRET = Buffer.from(Array.from({ length: 32 }, (_, i) => i));
const MODERATOR = keyPair(Buffer.alloc(32, 7));
const AT_MS = 1_800_000_000_000;

/** All inputs of the known answers. */
export const inputs = {
  room: roomOf(SECRET, 3, moderatorDigest(MODERATOR.point)),
  moderator: MODERATOR,
  atMs: AT_MS,
  ann: { identity: pairOf('identity of Ann'), memberKey: pairOf('member key of Ann') },
  bob: { identity: pairOf('identity of Bob'), memberKey: pairOf('member key of Bob') },
  ephemeral: pairOf('ephemeral key'),
  senderKey: {
    keyId: secretOf('key id').subarray(0, 8),
    step: 5,
    chain: secretOf('chain'),
    running: [],
  },
  says: {
    ...{ kind: 2, coder: 2, startedMs: AT_MS, step: 5 },
    keyId: secretOf('key id').subarray(0, 8),
    transmissionId: secretOf('transmission').subarray(0, 16),
  },
  frames: [0, 1, 250].map((counter) => ({ counter, plaintext: Buffer.alloc(160, counter + 1) })),
  report: Buffer.alloc(40, 3),
} as const;

const iv = (name: string): Buffer => secretOf(`iv ${name}`).subarray(0, 12);

/** The answers without a signature. The inputs determine them. */
export function derivedAnswers(): KnownAnswers {
  const { room, ann, bob, senderKey, says } = inputs;
  const chain = transmissionChain(senderKey.chain, says.transmissionId);
  const frames = new SecondFrames(room, says, senderKey.chain);
  const ends = { sender: { ...ann, identity: ann.identity.point }, receiver: endOf(bob) };
  return inHex({
    ...keysOf(room),
    'sender key record': sealedSenderKey(room, ends, senderKey, inputs.ephemeral),
    acknowledgement: acknowledgement(senderKey, bob.memberKey.point),
    'chain of the next step': nextChain(senderKey.chain),
    'chain of the transmission, key 0': chain,
    'base key 0': expand(chain, 'svc key'),
    'base key 1': expand(nextChain(chain), 'svc key'),
    ...Object.fromEntries(
      inputs.frames.map(({ counter, plaintext }) => [
        `frame ${counter}`,
        frames.seal(counter, plaintext),
      ]),
    ),
    'safety code of the room': Buffer.from(
      roomCode(room, [ann.identity.point, bob.identity.point]),
    ),
    'safety code of the pair': Buffer.from(pairCode(ann.identity.point, bob.identity.point)),
  });
}

/** The answers with a signature. A signature is different each time. */
export function signedAnswers(): KnownAnswers {
  const { room, moderator, ann, bob, says, senderKey, atMs } = inputs;
  const own = { identity: ann.identity, memberKey: ann.memberKey.point, name: 'Ann', atMs };
  const frames = new SecondFrames(room, says, senderKey.chain);
  for (const { counter, plaintext } of inputs.frames) frames.seal(counter, plaintext);
  const ivs = { wrap: iv('wrap'), signed: iv('signed') };
  const head = header(room, ann.identity, { ...says, chain: senderKey.chain }, ivs);
  const end = { reason: 0, report: inputs.report, identity: ann.identity };
  return inHex({
    'order to mute': orderOf(room.room, moderator, { act: 1, atMs, target: bob.identity.point }),
    announce: announce(room, own, iv('announce')),
    header: head,
    trailer: frames.trailer(251, head, end),
  });
}

/** The known answers in the folder `docs`. */
export function knownAnswers(): KnownAnswers {
  const { answers } = JSON.parse(readFileSync(FILE, 'utf8')) as { answers: KnownAnswers };
  return answers;
}

/** Writes them, with new signatures. */
export function writeKnownAnswers(): void {
  const { ann, bob, ephemeral } = inputs;
  const given = inHex({
    k: SECRET,
    d: MODERATOR.scalar,
    'identity of Ann': ann.identity.scalar,
    'member key of Ann': ann.memberKey.scalar,
    'identity of Bob': bob.identity.scalar,
    'member key of Bob': bob.memberKey.scalar,
    'ephemeral key of the record': ephemeral.scalar,
    'key id': inputs.senderKey.keyId,
    'chain of step 5': inputs.senderKey.chain,
    'transmission id': inputs.says.transmissionId,
  });
  const note =
    'docs/protocol.md, section 10; flags 3, all times 1800000000000, name "Ann", kind 2, coder 2; frame n is 160 bytes n + 1 (modulo 256), the report 40 bytes 3. Made by the second implementation in apps/system-e2e/src/conformance/transmissions. Never use these keys.';
  const answers = { ...derivedAnswers(), ...signedAnswers() };
  writeFileSync(FILE, `${JSON.stringify({ note, inputs: given, answers }, null, 2)}\n`);
}

/** The public keys of a person, as one end of a record. */
export const endOf = ({ identity, memberKey }: (typeof inputs)['ann']): End => ({
  identity: identity.point,
  memberKey: memberKey.point,
});

function keysOf(room: SealedRoom): Record<string, Buffer> {
  const { access, listen, meta, psk, kept, safety, speak, digest } = room;
  const points = { 'point to check speakers by': speak.point, P: digest };
  return { access, listen, meta, psk, kept, safety, ...points, id: room.room };
}

function inHex(answers: Readonly<Record<string, Buffer>>): KnownAnswers {
  return Object.fromEntries(
    Object.entries(answers).map(([name, bytes]) => [name, join(bytes).toString('hex')]),
  );
}
