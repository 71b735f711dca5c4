import { ErrorCode, VoiceError } from '@sealwave/kernel';
import { encodeMessage, isRiff, type Message } from '@sealwave/message';
import { type VoiceDecoding, yieldingDecoding } from '@sealwave/node/media';

/** A server of the base protocol carries a sealed recording only if it is a file that plays. */
class NotCarriedError extends VoiceError {
  override readonly peerFault = true;

  constructor() {
    const text = 'this voice server carries sealed recordings as RIFF files only';
    super(ErrorCode.AudioUnsupported, text);
  }
}

/**
 * Converts a message for an `A` (docs/protocol.md, section 5). A server that supports native messages gets one.
 * Any other server gets a file of 8 bits, or the sealed bytes themselves.
 * @throws NotCarriedError, as a rejection, for sealed bytes that a server of the base protocol does not carry.
 */
export async function encodeOutgoing(
  message: Message,
  isNative: boolean,
  decoding: VoiceDecoding = yieldingDecoding,
): Promise<Uint8Array> {
  if (isNative) return encodeMessage(message);
  if (message.kind === 'voice') return decoding.decompress(message, 'u8');
  if (isRiff(message.bytes)) return message.bytes;
  throw new NotCarriedError();
}
