// Names of unsupported formats. They tell people what they have.

/** Text near the beginning of a file, its offset, and the format. */
const BEGINNINGS: readonly (readonly [at: number, text: string, form: string])[] = [
  [0, '#!AMR', 'AMR'],
  [0, 'caff', 'CAF'],
  [8, 'AIFF', 'AIFF'],
  [8, 'AIFC', 'AIFF'],
  [0, '.snd', 'AU'],
  [0, 'ADIF', 'AAC'],
  [0, '\x30\x26\xb2\x75', 'Windows Media Audio'],
  [0, 'FLV', 'Flash video'],
  [0, 'MAC ', "Monkey's Audio"],
  [0, 'wvpk', 'WavPack'],
  [8, 'AVI ', 'AVI'],
  [0, 'riff\x2e\x91', 'Wave64'],
  [0, '#!SILK', 'SILK'],
  [0, '\x02#!SILK', 'SILK'],
];

/** Names of the codecs in an MP4 file's track description. */
const MP4_CODECS: readonly (readonly [id: string, form: string])[] = [
  ['alac', 'MP4 with ALAC'],
  ['mp4a', 'MP4 with AAC'],
  ['samr', 'MP4 with AMR'],
  ['Opus', 'MP4 with Opus'],
];

const MATROSKA_CODECS: readonly (readonly [id: string, form: string])[] = [
  ['A_VORBIS', 'Vorbis'],
  ['A_AAC', 'AAC'],
  ['A_MPEG/L3', 'MP3 in Matroska'],
  ['A_FLAC', 'FLAC in Matroska'],
  ['A_PCM', 'PCM in Matroska'],
  ['A_AC3', 'AC-3'],
  ['A_ALAC', 'ALAC'],
];

/**
 * Names the format of an unsupported file; `undefined` if unknown. For MP4, the track descriptions decide. For
 * any other file, the first bytes decide.
 */
export function foreignFormOf(bytes: Uint8Array): string | undefined {
  const known = markedFormOf(bytes);
  if (known !== undefined) return known;
  // ADTS: twelve set bits, and layer 0.
  return bytes[0] === 0xff && (bytes[1] & 0xf6) === 0xf0 ? 'AAC' : undefined;
}

/** The descriptions may be at either end of the file. */
function formOfMp4(bytes: Uint8Array): string {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const known = MP4_CODECS.find(([id]) => file.includes(id, 0, 'latin1'));
  return known ? known[1] : 'MP4';
}

/** Like {@link foreignFormOf}, but only for formats that arbitrary bytes cannot match by chance. */
export function markedFormOf(bytes: Uint8Array): string | undefined {
  const beginning = String.fromCharCode(...bytes.subarray(0, 16));
  const known = BEGINNINGS.find(([at, text]) => beginning.startsWith(text, at));
  if (known) return known[2];
  return beginning.startsWith('ftyp', 4) ? formOfMp4(bytes) : undefined;
}

/** The format of a track in a Matroska file. */
export function formOfMatroskaCodec(codec: string): string {
  const known = MATROSKA_CODECS.find(([id]) => codec.startsWith(id));
  return known ? known[1] : `${codec.replace(/[^\w/.-]/g, '') || 'unknown'} in Matroska`;
}
