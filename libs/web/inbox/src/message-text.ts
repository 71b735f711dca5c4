import { formatBytes } from '@sealwave/web/ui';
import { type InboxMessage, voiceOf } from './inbox-message';

/** Who sent a message, and no more than is known of that. */
export function senderText({ senderName, origin }: InboxMessage): string {
  if (senderName !== undefined) return senderName;
  return origin === 'file'
    ? $localize`From a file on this device`
    : $localize`Somebody on this server`;
}

/** What a message is, and how much of it there is. */
export function kindText(message: InboxMessage): string {
  const { content, quality, codec } = message;
  if (content.kind === 'plain') {
    if (quality === null) return $localize`Voice message · ${formatBytes(message.size)}:size:`;
    return $localize`Voice message · ${formatBytes(quality.codedBytes)}:size: as ${codec}:coder:`;
  }
  const size = formatBytes(voiceOf(message)?.size ?? message.size);
  return $localize`Sealed message · ${size}:size:`;
}

/** What was checked of a message on its way to here. */
export function checkText({ content, origin }: InboxMessage): string {
  if (content.kind === 'unlocked') return $localize`Verified: exactly as it was sealed`;
  if (content.kind === 'locked' && content.problem === 'damaged') {
    return $localize`Failed its check`;
  }
  if (origin === 'file') return $localize`Opened from a file: checked when it is unlocked`;
  return $localize`Verified: arrived unaltered`;
}

/** Address and name for saving what can be heard or, without it, what arrived. */
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
