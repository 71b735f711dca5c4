import { type AudioSent, QUALITY, type QualityReport } from '@sealwave/contracts';
import type { Incoming } from '@sealwave/node/voice-client';

/** Describes a message in words and figures, for a list. */
export function describeMessage(message: AudioSent | Incoming): string {
  const { durationMs, codec, quality, encrypted } = message;
  if (encrypted) return `sealed, ${sizeOf(message)} bytes`;
  const seconds = `${((durationMs ?? 0) / 1000).toFixed(1)} s`;
  if (!quality) return `${seconds}, without a report`;
  return `${seconds}, ${codec}, ${snrInWords(quality)}, ${quality.bitrateBps.toFixed(0)} bit/s`;
}

/** Says how many others got a message. Empty if the server does not report it. */
export function describeRecipients(recipients: number | null): string {
  if (recipients === null) return '';
  return recipients === 0 ? ', nobody else got it' : `, to ${recipients}`;
}

function sizeOf(message: AudioSent | Incoming): number {
  return 'bytes' in message ? message.bytes.length : message.originalBytes;
}

/** Formats an SNR, rounded down. No figure claims more than was measured. */
function snrInWords({ snr }: QualityReport): string {
  if (snr.db === null) return snr.kind;
  const figure = `SNR ${(Math.floor(snr.db * 10) / 10).toFixed(1)} dB`;
  return snr.db < QUALITY.minSnrDb ? `${figure} (below ${QUALITY.minSnrDb} dB)` : figure;
}
