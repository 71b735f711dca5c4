import { type Bytes, concat } from '@sealwave/kernel';
import { MAX_PART_BYTES } from '@sealwave/room/record';
import { SealedRoomError } from '../../encoding/sealed-room-error';

/** Bytes of a part before its body: kind and id. */
const PART_HEAD_BYTES = 17;
const LENGTH_BYTES = 2;
const MAX_BODY_BYTES = MAX_PART_BYTES - PART_HEAD_BYTES;

/**
 * Packs sealed frames into the bodies of parts, in order: `(u16 length || frame)*`. Makes as few bodies as
 * possible.
 */
export function packFrames(frames: readonly Bytes[]): Bytes[] {
  const bodies: Bytes[][] = [];
  let room = 0;
  for (const frame of frames) {
    const bytes = LENGTH_BYTES + frame.length;
    if (bytes > room) {
      bodies.push([]);
      room = MAX_BODY_BYTES;
    }
    bodies.at(-1)?.push(Uint8Array.of(frame.length >> 8, frame.length), frame);
    room -= bytes;
  }
  return bodies.map((pieces) => concat(...pieces));
}

/**
 * Unpacks the body of a part. @throws SealedRoomError `transmission_refused` for anything else, an empty frame
 * included.
 */
export function unpackFrames(body: Bytes): Bytes[] {
  const frames: Bytes[] = [];
  for (let at = 0; at < body.length; at += LENGTH_BYTES + frames[frames.length - 1].length) {
    const length = at + LENGTH_BYTES > body.length ? 0 : (body[at] << 8) | body[at + 1];
    const end = at + LENGTH_BYTES + length;
    if (length === 0 || end > body.length) {
      throw SealedRoomError.transmission('a part with frames is malformed');
    }
    frames.push(body.slice(at + LENGTH_BYTES, end));
  }
  return frames;
}
