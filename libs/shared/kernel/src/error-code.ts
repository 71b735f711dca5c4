/**
 * Every code that our errors carry (docs/protocol.md, section 7). Clients see them: add codes, never rename
 * any.
 */
export const ErrorCode = {
  // The TCP format, and the handshake with the voice server.
  FrameEmpty: 'frame_empty',
  FrameTooLarge: 'frame_too_large',
  FrameStalled: 'frame_stalled',
  ProtocolError: 'protocol_error',
  PublicKeyInvalid: 'public_key_invalid',
  HandshakeTimeout: 'handshake_timeout',
  PeerClosed: 'peer_closed',
  Unreachable: 'unreachable',

  // The secured hop.
  HopUnsupported: 'hop_unsupported',
  HopAuthFailed: 'hop_auth_failed',
  IdentityChanged: 'identity_changed',
  SequenceError: 'sequence_error',
  Interrupted: 'interrupted',
  JoinDenied: 'join_denied',
  RoomFull: 'room_full',
  Removed: 'removed',
  Timeout: 'timeout',

  // Sealed messages on the secured hop.
  IntegrityFailed: 'integrity_failed',
  ReplayedMessage: 'replayed_message',
  MessageLimit: 'message_limit',

  // Limits.
  Busy: 'busy',
  RateLimited: 'rate_limited',
  SlowConsumer: 'slow_consumer',

  // Recordings and audio data.
  AudioEmpty: 'audio_empty',
  AudioUnreadable: 'audio_unreadable',
  AudioUnsupported: 'audio_unsupported',
  AudioTooLong: 'audio_too_long',
  AudioTooLarge: 'audio_too_large',

  // Recordings that people seal, and the codes that open them.
  SealedRecordingDamaged: 'sealed_recording_damaged',
  SealedRecordingUnsupported: 'sealed_recording_unsupported',
  WrongUnlockCode: 'wrong_unlock_code',
  UnlockCodeInvalid: 'unlock_code_invalid',
  UnlockCodeMistyped: 'unlock_code_mistyped',

  // Links to rooms.
  RoomLinkInvalid: 'room_link_invalid',
  RoomLinkUnsupported: 'room_link_unsupported',

  // What people in a sealed room send each other. Servers pass it on unopened.
  E2eeRequired: 'e2ee_required',
  AnnounceRefused: 'announce_refused',
  SenderKeyRefused: 'sender_key_refused',
  SenderKeyMissing: 'sender_key_missing',
  OrderRefused: 'order_refused',
  TransmissionRefused: 'transmission_refused',
  AttributionMismatch: 'attribution_mismatch',
  TextTooLong: 'text_too_long',

  // Requests of a browser to the gateway.
  InvalidRequest: 'invalid_request',
  NotAllowed: 'not_allowed',
  NotConnected: 'not_connected',
  AlreadyConnected: 'already_connected',
  Cancelled: 'cancelled',

  // This process.
  Encoding: 'encoding',
  Usage: 'usage',
  Config: 'config',
  Internal: 'internal',
} as const;

/** One of the codes in {@link ErrorCode}. */
export type ErrorCode = (typeof ErrorCode)[keyof typeof ErrorCode];
