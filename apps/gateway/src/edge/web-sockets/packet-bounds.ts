/** Separates the packets of one HTTP request (Engine.IO 4). */
const SEPARATOR = '\x1e';

/** Characters of JSON that every object and array contains. */
const MARKS = [',', '[', '{'];

/** Most occurrences of each. Our requests have a handful, and a recording in Base64 has none. */
const MAX_MARKS = 250_000;

/**
 * The first `count` packets of a payload. Parsing a packet costs many times its length in memory. A payload of
 * the largest size may have millions of packets.
 */
export function firstPackets(payload: string, count: number): string {
  let end = -1;
  for (let packets = 0; packets < count; packets++) {
    end = payload.indexOf(SEPARATOR, end + 1);
    if (end < 0) return payload;
  }
  return payload.slice(0, end);
}

/** Whether parsing a packet would take far too much memory. */
export function isOverfull(packet: string): boolean {
  return packet.length > MAX_MARKS && MARKS.some((mark) => hasMany(packet, mark));
}

function hasMany(packet: string, mark: string): boolean {
  let at = -1;
  for (let found = 0; found <= MAX_MARKS; found++) {
    at = packet.indexOf(mark, at + 1);
    if (at < 0) return false;
  }
  return true;
}

/** Start of a recording in Base64. No other text of ours may be long. */
const RECORDING = /^2\d{0,15}\["send_audio",/;
const LONGEST_START = 32;
const MAX_TEXT = 65_536;

/** Whether a packet is longer than packets of its kind need to be. */
export function isOverlong(packet: string): boolean {
  return packet.length > MAX_TEXT && !RECORDING.test(packet.slice(0, LONGEST_START));
}

/**
 * The number of attachments that a Socket.IO packet announces. 0 unless the packet is an event or an
 * acknowledgement.
 */
export function attachmentsOf(packet: string): number {
  const [, count] = /^[56](\d{1,16})-/.exec(packet.slice(0, LONGEST_START)) ?? [];
  return count === undefined ? 0 : Number(count);
}
