import { ErrorCode } from '@sealwave/kernel';

/** Says what was refused, and why. @param who name of the member from whom the server brought it. */
export function describeRefusal(code: ErrorCode, who: string): string {
  const words: Partial<Record<ErrorCode, string>> = {
    [ErrorCode.AnnounceRefused]: `${who} does not have the link of the room`,
    [ErrorCode.AttributionMismatch]: `the server brought something from ${who} that somebody else made`,
    [ErrorCode.E2eeRequired]: `something from ${who} that is not encrypted`,
    [ErrorCode.IntegrityFailed]: `something from ${who} was changed on its way`,
    [ErrorCode.NotAllowed]: `${who} may listen, and not speak`,
    [ErrorCode.OrderRefused]: `an order from ${who} that no moderator has signed`,
    [ErrorCode.ReplayedMessage]: `something from ${who} that came before`,
    [ErrorCode.SenderKeyMissing]: `something from ${who} that is not for this device`,
    [ErrorCode.SenderKeyRefused]: `a key from ${who} that does not open`,
    [ErrorCode.TransmissionRefused]: `a recording from ${who} that is malformed or was changed`,
  };
  return words[code] ?? `something from ${who}`;
}
