export {
  encodeFrame,
  type Frame,
  FrameDecoder,
  type FrameLimit,
  FrameType,
  LENGTH_BYTES,
  TYPE_BYTES,
} from './frame';
export { SparePieces } from './spare-pieces';
