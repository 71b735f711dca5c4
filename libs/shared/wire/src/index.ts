export { encodeFrame, type Frame, FrameType, LENGTH_BYTES, TYPE_BYTES } from './frame';
export { FrameDecoder, type FrameLimit } from './frame-decoder';
export { SparePieces } from './spare-pieces';
