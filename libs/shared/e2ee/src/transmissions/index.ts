export { FrameFailures } from './frame-failures';
export {
  type ReceivedEnd,
  type ReceivedFrame,
  type ReceivingOptions,
  ReceivingTransmission,
} from './receiving-transmission';
export { type SendingOptions, SendingTransmission } from './sending-transmission';
export { MAX_TEXT_BYTES } from './text-frame';
export { type TransmissionHeader, type TransmissionTerms } from './transmission-header';
export { clockDiffers, isCutOff, MAX_FRAMES, VOICE_FRAME_BYTES } from './transmission-limits';
export { type TransmissionEnd } from './transmission-trailer';
