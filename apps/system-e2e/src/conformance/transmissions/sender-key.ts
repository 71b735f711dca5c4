import { hpkeOpen, hpkeSeal } from './hpke';
import { expand, hmac, join, type KeyPair, sha256, u32 } from './primitives';
import type { SealedRoom } from './sealed-room';

/** One end of a record (docs/protocol.md, section 10.4). */
export interface End {
  readonly identity: Buffer;
  readonly memberKey: Buffer;
}

/** The private end of a record. */
export interface OwnEnd {
  readonly identity: Buffer;
  readonly memberKey: KeyPair;
}

/** The content of a sender key for another member. `running` is the rest of a running transmission. */
export interface SecondSenderKey {
  readonly keyId: Buffer;
  readonly step: number;
  readonly chain: Buffer;
  readonly running: readonly { transmissionId: Buffer; index: number; chain: Buffer }[];
}

const hintOf = (memberKey: Buffer): Buffer => sha256(memberKey).subarray(0, 8);

const contextOf = ({ room, psk }: SealedRoom, sender: End, receiver: End) => ({
  info: join(
    ...['svc-sender-key-v2\0', room, sender.identity, sender.memberKey],
    ...[receiver.identity, receiver.memberKey],
  ),
  psk,
  pskId: join('svc-psk-v2\0', room),
});

export function sealedSenderKey(
  room: SealedRoom,
  ends: { readonly sender: OwnEnd; readonly receiver: End },
  content: SecondSenderKey,
  ephemeral?: KeyPair,
): Buffer {
  const { sender, receiver } = ends;
  const { keyId, step, chain, running } = content;
  const rest = running.flatMap((each) => [each.transmissionId, u32(each.index), each.chain]);
  const publicEnd = { identity: sender.identity, memberKey: sender.memberKey.point };
  const sealed = hpkeSeal(
    contextOf(room, publicEnd, receiver),
    { sender: sender.memberKey, receiver: receiver.memberKey },
    join(keyId, u32(step), chain, ...rest),
    ephemeral,
  );
  return join(Buffer.of(2), hintOf(publicEnd.memberKey), hintOf(receiver.memberKey), sealed);
}

/**
 * Opens a sender key.
 * @throws Error for a record between other members.
 */
export function openedSenderKey(
  room: SealedRoom,
  ends: { readonly sender: End; readonly receiver: OwnEnd },
  record: Buffer,
): SecondSenderKey {
  const { sender, receiver } = ends;
  const publicEnd = { identity: receiver.identity, memberKey: receiver.memberKey.point };
  const plaintext = hpkeOpen(
    contextOf(room, sender, publicEnd),
    { sender: sender.memberKey, receiver: receiver.memberKey },
    record.subarray(17),
  );
  const running = [];
  for (let at = 44; at < plaintext.length; at += 52) {
    running.push({
      transmissionId: plaintext.subarray(at, at + 16),
      index: plaintext.readUInt32BE(at + 16),
      chain: plaintext.subarray(at + 20, at + 52),
    });
  }
  return {
    keyId: plaintext.subarray(0, 8),
    step: plaintext.readUInt32BE(8),
    chain: plaintext.subarray(12, 44),
    running,
  };
}

export function acknowledgement({ keyId, chain }: SecondSenderKey, memberKey: Buffer): Buffer {
  return join(keyId, hmac(expand(chain, 'svc ack'), memberKey).subarray(0, 16));
}

/** The chain of the step after this one. */
export const nextChain = (chain: Buffer): Buffer => expand(chain, 'svc next');

/** The chain of key `index` of a transmission. @param chain that of the step. */
export function transmissionChain(chain: Buffer, transmissionId: Buffer, index = 0): Buffer {
  let held = expand(chain, 'svc tx\0', transmissionId);
  for (let i = 0; i < index; i++) held = nextChain(held);
  return held;
}
