import { type InboxMessage, voiceOf } from '../message/inbox-message';

/**
 * The message to go on with when `id` has ended: the oldest of the newer ones that nobody has heard and
 * that can be played.
 * @param messages the newest first.
 */
export function nextAfter(messages: readonly InboxMessage[], id: string): InboxMessage | undefined {
  const at = messages.findIndex((message) => message.id === id);
  return messages
    .slice(0, Math.max(0, at))
    .findLast((message) => !message.heard && voiceOf(message) !== null);
}
