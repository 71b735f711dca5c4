export { isRiff, readBaseAudio } from './base-audio';
export {
  capabilitiesOf,
  CAPABILITY_NAMES,
  encodeCapabilities,
  MAX_CAPABILITIES_BYTES,
  parseCapabilities,
  takesMessages,
} from './capabilities';
export {
  encodeMessage,
  isMessage,
  messageIdOf,
  type Message,
  newMessageId,
  parseMessage,
  type VoiceMessage,
} from './message';
export { MessageError } from './message-error';
export { type PlayableFormat, playableWav } from './playable-wav';
