/** What stands between two packets of one HTTP request (Engine.IO 4). */
const SEPARATOR = '\x1e';

/** What an object or an array in JSON cannot do without. */
const MARKS = [',', '[', '{'];

/** Of each mark; a request of ours has a handful, and a recording in Base64 none. */
const MAX_MARKS = 250_000;

/**
 * At most the first `count` packets of a payload. Each costs memory many times its length before anybody
 * sees it, and a payload of the largest size may have millions.
 */
export function firstPackets(payload: string, count: number): string {
  let end = -1;
  for (let packets = 0; packets < count; packets++) {
    end = payload.indexOf(SEPARATOR, end + 1);
    if (end < 0) return payload;
  }
  return payload.slice(0, end);
}

/** Whether a packet, once it is parsed, would take memory out of all proportion. */
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

/** A recording in Base64, which is the one text of ours that may be long. */
const RECORDING = /^2\d{0,15}\["send_audio",/;
const LONGEST_START = 32;
const MAX_TEXT = 65_536;

/** Whether a packet is longer than any of its kind has reason to be. */
export function isOverlong(packet: string): boolean {
  return packet.length > MAX_TEXT && !RECORDING.test(packet.slice(0, LONGEST_START));
}

/** How many attachments an event or an answer of Socket.IO says that it has; 0 for what has none. */
export function attachmentsOf(packet: string): number {
  const [, count] = /^[56](\d{1,16})-/.exec(packet.slice(0, LONGEST_START)) ?? [];
  return count === undefined ? 0 : Number(count);
}
