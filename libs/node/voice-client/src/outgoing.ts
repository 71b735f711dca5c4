import { ErrorCode, VoiceError } from '@sealwave/kernel';
import { encodeMessage, isRiff, type Message } from '@sealwave/message';
import type { VoiceDecoding } from '@sealwave/node/media';

/** The voice server is of the base protocol, where a sealed recording has to be a file that plays. */
class NotCarriedError extends VoiceError {
  override readonly peerFault = true;

  constructor() {
    const text = 'this voice server carries sealed recordings as RIFF files only';
    super(ErrorCode.AudioUnsupported, text);
  }
}

/**
 * A message as it goes into an `A` (docs/protocol.md, section 5): native for a server that takes native
 * messages, otherwise a file of 8 bits, or the sealed bytes themselves.
 * @throws NotCarriedError (as a rejection) for sealed bytes that a server of the base protocol does not carry.
 */
export async function encodeOutgoing(
  message: Message,
  isNative: boolean,
  voice: VoiceDecoding,
): Promise<Uint8Array> {
  if (isNative) return encodeMessage(message);
  if (message.kind === 'voice') return voice.decompress(message, 'u8');
  if (isRiff(message.bytes)) return message.bytes;
  throw new NotCarriedError();
}
