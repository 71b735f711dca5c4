export {
  compressPoint,
  decompressPoint,
  pointOfScalar,
  scalarFromWide,
  WIDE_SCALAR_BYTES,
} from './point-arithmetic';
export { signingKeyOfScalar } from './scalar-signing-key';
