export { ReceivingTransmission } from './receiving-transmission';
export { SendingTransmission } from './sending-transmission';
export { MAX_FRAMES, VOICE_FRAME_BYTES } from './transmission-limits';
