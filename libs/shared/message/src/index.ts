export { isRiff, readBaseAudio } from './base-audio';
export {
  type Capabilities,
  capabilitiesOf,
  CAPABILITY_NAMES,
  SERVER_CAPABILITY_NAMES,
  encodeCapabilities,
  MAX_CAPABILITIES_BYTES,
  parseCapabilities,
  supportsNativeMessages,
} from './capabilities';
export {
  encodeMessage,
  isMessage,
  messageIdOf,
  type Message,
  newMessageId,
  parseMessage,
  type VoiceMessage,
  type PlayableFormat,
  playableWav,
} from './message';
export { MessageError } from './message-error';
