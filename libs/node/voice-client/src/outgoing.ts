import { ErrorCode, VoiceError } from '@sealwave/kernel';
import { encodeMessage, isRiff, type Message } from '@sealwave/message';
import type { VoiceDecoding } from '@sealwave/node/media';

/** The voice server speaks the base protocol, which carries a sealed recording only as a file that plays. */
class NotCarriedError extends VoiceError {
  override readonly peerFault = true;

  constructor() {
    const text = 'this voice server carries sealed recordings as RIFF files only';
    super(ErrorCode.AudioUnsupported, text);
  }
}

/**
 * Encodes a message for an `A` (docs/protocol.md, section 5): native if the server supports that, otherwise
 * as an 8-bit file, or the sealed bytes.
 * @throws NotCarriedError, as a rejection, for sealed bytes that a server of the base protocol does not
 * carry.
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
