/** The elements that matter for sound (RFC 9559, 5.1). */
export const ID = {
  ebml: 0x1a45dfa3,
  maxIdLength: 0x42f2,
  maxSizeLength: 0x42f3,
  segment: 0x18538067,
  info: 0x1549a966,
  timestampScale: 0x2ad7b1,
  duration: 0x4489,
  tracks: 0x1654ae6b,
  trackEntry: 0xae,
  trackNumber: 0xd7,
  trackType: 0x83,
  codecId: 0x86,
  codecPrivate: 0x63a2,
  contentEncodings: 0x6d80,
  contentEncoding: 0x6240,
  contentEncodingScope: 0x5032,
  contentEncodingType: 0x5033,
  contentCompression: 0x5034,
  contentCompAlgo: 0x4254,
  contentCompSettings: 0x4255,
  cluster: 0x1f43b675,
  timestamp: 0xe7,
  simpleBlock: 0xa3,
  blockGroup: 0xa0,
  block: 0xa1,
  discardPadding: 0x75a2,
  void: 0xec,
} as const;

const CRC_32 = 0xbf;
const POSITION = 0xa7;
const PREVIOUS_SIZE = 0xab;
const SILENT_TRACKS = 0x5854;
const SEEK_HEAD_CUES_TAGS_CHAPTERS_ATTACHMENTS = [
  0x114d9b74, 0x1c53bb6b, 0x1254c367, 0x1043a770, 0x1941a469,
];
/**
 * BlockDuration, ReferencePriority, ReferenceBlock, ReferenceVirtual, CodecState, BlockVirtual, BlockAdditions,
 * Slices, ReferenceFrame.
 */
const OTHERS_OF_A_GROUP = [0x9b, 0xfa, 0xfb, 0xfd, 0xa4, 0xa2, 0x75a1, 0x8e, 0xc8];

/**
 * Elements that each kind of element may contain. Any other element is damage, not a later version. Skipping it
 * could silently skip long stretches of sound.
 */
export const IN_SEGMENT: ReadonlySet<number> = new Set([
  ...[ID.info, ID.tracks, ID.cluster, ID.void, CRC_32],
  ...SEEK_HEAD_CUES_TAGS_CHAPTERS_ATTACHMENTS,
]);
export const IN_CLUSTER: ReadonlySet<number> = new Set([
  ...[ID.timestamp, ID.simpleBlock, ID.blockGroup, ID.void, CRC_32],
  ...[POSITION, PREVIOUS_SIZE, SILENT_TRACKS],
]);
export const IN_BLOCK_GROUP: ReadonlySet<number> = new Set([
  ...[ID.block, ID.discardPadding, ID.void, CRC_32],
  ...OTHERS_OF_A_GROUP,
]);

/** Elements that end a cluster of unknown size. */
export const BEHIND_CLUSTER: ReadonlySet<number> = new Set([
  ...[ID.ebml, ID.segment, ID.info, ID.tracks, ID.cluster],
  ...SEEK_HEAD_CUES_TAGS_CHAPTERS_ATTACHMENTS,
]);

/** Elements that are numbers of at most 8 bytes. A longer one is another element with a damaged name. */
export const NUMBERS: ReadonlySet<number> = new Set([
  ...[ID.timestamp, ID.discardPadding, POSITION, PREVIOUS_SIZE, CRC_32],
]);
