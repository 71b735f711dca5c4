import { sha256, type SigningKey, verifySignature } from '@sealwave/crypto';
import { type Bytes, concat } from '@sealwave/kernel';
import { ByteReader, label, u32 } from '../encoding/byte-reader';
import { SealedRoomError } from '../encoding/sealed-room-error';
import type { RoomKeys } from '../keys/links/room-keys';

const DIGEST_BYTES = 32;
const SIGNATURE_BYTES = 64;
/** A quality report has 40 bytes; later versions may be longer. */
const MAX_REPORT_BYTES = 512;

/** Why a transmission has ended; numbered from 0 on the wire. */
const REASONS = ['done', 'cancelled', 'renewed', 'failed'] as const;

/** What the sender says at the end of a transmission. */
export interface TransmissionEnd {
  /** `renewed`: the transmission continues as another one, because a member has left. */
  readonly reason: (typeof REASONS)[number];
  /** Quality report of the sender (docs/protocol.md, section 5.2); empty where there is none. */
  readonly report: Bytes;
}

/** The content of a trailer: the end, and the number and digest of all frames. */
export interface TransmissionTrailer extends TransmissionEnd {
  /** Number of frames. */
  readonly frames: number;
  /** Digest of all frames, by `FrameDigest`. */
  readonly digest: Bytes;
}

/** The transmission and the counter of a trailer. The trailer's signature covers both. */
export interface TrailerPlace {
  readonly keys: Pick<RoomKeys, 'room'>;
  /** The whole header. */
  readonly header: Bytes;
  /** The counter of the trailer: that of the last frame plus 1. */
  readonly counter: number;
}

/** Writes and signs the plaintext of a trailer: `u32 frames || digest 32 || u8 reason || report || signature 64`. */
export async function writeTrailer(
  place: TrailerPlace,
  trailer: TransmissionTrailer,
  identity: SigningKey,
): Promise<Bytes> {
  const unsigned = concat(
    ...[u32(trailer.frames), trailer.digest],
    Uint8Array.of(REASONS.indexOf(trailer.reason)),
    trailer.report,
  );
  return concat(unsigned, await identity.sign(await signedMessage(place, unsigned)));
}

/**
 * Reads the plaintext of a trailer and checks its signature.
 * @param identity that signed the header.
 * @throws SealedRoomError `transmission_refused` for a trailer that is malformed or signed by somebody else.
 */
export async function readTrailer(
  place: TrailerPlace,
  plaintext: Bytes,
  identity: Bytes,
): Promise<TransmissionTrailer> {
  const reader = new ByteReader(plaintext, malformed);
  const [frames, digest] = [reader.u32(), reader.take(DIGEST_BYTES)];
  const reason = REASONS.at(reader.u8());
  const reportBytes = reader.remaining - SIGNATURE_BYTES;
  if (reason === undefined || reportBytes < 0 || reportBytes > MAX_REPORT_BYTES) throw malformed();
  const report = reader.take(reportBytes);
  const unsigned = plaintext.slice(0, reader.offset);
  const message = await signedMessage(place, unsigned);
  if (!(await verifySignature(identity, message, reader.rest()))) {
    throw SealedRoomError.transmission('the end is not signed by who began the transmission');
  }
  return { frames, digest, reason, report };
}

async function signedMessage(
  { keys, header, counter }: TrailerPlace,
  unsigned: Bytes,
): Promise<Bytes> {
  return concat(label('svc-tx-end-v2'), keys.room, await sha256(header), u32(counter), unsigned);
}

function malformed(): SealedRoomError {
  return SealedRoomError.transmission('the end of the transmission is malformed');
}
