import { LOBBY } from '@sealwave/room';
import type { TransmissionProof } from '@sealwave/web/sealed-room';
import { formatBytes, formatNumber, guestName } from '@sealwave/web/ui';
import { type InboxMessage, voiceOf } from './inbox-message';

const UNITS = (['minute', 'second'] as const).map((unit) => [unit, unitFormat(unit)] as const);

/** Names the sender of a message, if known. */
export function senderText({ sender, origin, place }: InboxMessage): string {
  if (sender) return sender.name ?? guestName(sender.n);
  if (origin === 'file') return $localize`From a file on this device`;
  return place === LOBBY ? $localize`Somebody on this server` : $localize`Somebody in this room`;
}

/** Describes the kind and the size of a message. */
export function kindText(message: InboxMessage): string {
  const { content, quality, codec } = message;
  if (content.kind === 'plain') {
    if (quality === null) return $localize`Voice message · ${formatBytes(message.size)}:size:`;
    return $localize`Voice message · ${formatBytes(quality.codedBytes)}:size: as ${codec}:coder:`;
  }
  if (content.kind === 'unlocked') {
    return $localize`Unlocked message · ${formatBytes(content.voice.size)}:size:`;
  }
  return $localize`Locked message · ${formatBytes(message.size)}:size:`;
}

/** Time with seconds. Two messages in one minute get different names. */
const MOMENT = new Intl.DateTimeFormat($localize.locale, { timeStyle: 'medium' });

/** Identifies a message among all on the page, for the accessible names of its buttons. */
export function identityOf(message: InboxMessage): string {
  const durationMs = voiceOf(message)?.durationMs ?? null;
  const who = message.origin === 'file' ? $localize`a file` : senderText(message);
  const parts = [who, MOMENT.format(message.receivedAt)];
  if (durationMs !== null) parts.push(spokenDuration(durationMs));
  return parts.join(', ');
}

/** Announces a new message. The text never repeats: a screen reader would skip a repetition. */
export function arrivalText(message: InboxMessage, unheard: number): string {
  const durationMs = voiceOf(message)?.durationMs ?? null;
  const who = senderText(message);
  const moment = MOMENT.format(message.receivedAt);
  if (message.content.kind === 'locked')
    return $localize`Locked message from ${who}:name:, ${moment}:moment:. ${unheard}:count: new.`;
  if (durationMs === null)
    return $localize`New message from ${who}:name:, ${moment}:moment:. ${unheard}:count: new.`;
  const length = spokenDuration(durationMs);
  return $localize`New message from ${who}:name:, ${length}:duration:, ${moment}:moment:. ${unheard}:count: new.`;
}

/** Describes which checks a message passed. */
export function checkText(message: InboxMessage): string {
  const { content, origin, signed } = message;
  if (signed) return signatureText(senderText(message), signed);
  if (content.kind === 'unlocked') return $localize`Verified: exactly as it was sealed`;
  if (content.kind === 'locked' && content.problem === 'damaged') {
    return $localize`Failed its check`;
  }
  if (origin === 'file') return $localize`Opened from a file: checked when it is unlocked`;
  return $localize`Verified: arrived unaltered`;
}

/** What the signature of a sender proves. Only what came whole is called complete. */
function signatureText(
  name: string,
  { complete, missingMs, acquaintance }: TransmissionProof,
): string {
  if (!complete) {
    return missingMs === null
      ? $localize`Incomplete: the end from ${name}:name: did not come`
      : $localize`Incomplete: ${formatNumber(missingMs / 1000)}:seconds: s from ${name}:name: are missing`;
  }
  return acquaintance === 'verified'
    ? $localize`Signed by ${name}:name:, verified: complete and unaltered`
    : $localize`Signed by ${name}:name:: complete and unaltered`;
}

/** Address and file name for saving what can be heard, or else what arrived. */
export function downloadOf(
  { id, content }: InboxMessage,
  hearing: 'voice' | 'noise',
): { url: string; name: string } {
  const name = `sealwave-${id}`;
  if (content.kind === 'foreign') return { url: content.url, name: `${name}.bin` };
  if (content.kind === 'locked' || (content.kind === 'unlocked' && hearing === 'noise')) {
    return { url: content.sealed.url, name: `${name}-sealed.wav` };
  }
  return { url: content.voice.url, name: `${name}.${content.voice.extension}` };
}

/** A spoken duration such as `1 minute 5 seconds`. Less than a second counts as one. */
export function spokenDuration(durationMs: number): string {
  const total = Math.max(1, Math.round(durationMs / 1000));
  const counts = { minute: Math.floor(total / 60), second: total % 60 };
  return UNITS.filter(([unit]) => counts[unit] > 0)
    .map(([unit, format]) => format.format(counts[unit]))
    .join(' ');
}

function unitFormat(unit: 'minute' | 'second'): Intl.NumberFormat {
  return new Intl.NumberFormat($localize.locale, { style: 'unit', unit, unitDisplay: 'long' });
}
