import { type InboxMessage, voiceOf } from '../message/inbox-message';

/**
 * The message to play after `id`: the oldest of the newer messages that are unheard and playable.
 * @param messages the newest first.
 */
export function nextAfter(messages: readonly InboxMessage[], id: string): InboxMessage | undefined {
  const at = messages.findIndex((message) => message.id === id);
  return messages
    .slice(0, Math.max(0, at))
    .findLast((message) => !message.heard && voiceOf(message) !== null);
}
