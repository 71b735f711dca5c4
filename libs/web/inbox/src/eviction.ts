import { heldBytes, type InboxMessage } from './message/inbox-message';

/** How much the inbox keeps in memory. */
export interface InboxLimits {
  readonly messages: number;
  readonly bytes: number;
}

/** Enough for a long day, and no more than a tab may take on a small phone. */
export const INBOX_LIMITS: InboxLimits = { messages: 500, bytes: 200_000_000 };

/**
 * The messages that go so that the others fit: those that were heard, then those that were not, the
 * oldest first. The newest stays whatever its size is.
 * @param messages the newest first.
 */
export function messagesToEvict(
  messages: readonly InboxMessage[],
  limits: InboxLimits,
): readonly InboxMessage[] {
  const oldestFirst = messages.slice(1).reverse();
  const order = [
    ...oldestFirst.filter(({ heard }) => heard),
    ...oldestFirst.filter(({ heard }) => !heard),
  ];
  let count = messages.length;
  let bytes = messages.reduce((total, message) => total + heldBytes(message), 0);
  const gone: InboxMessage[] = [];
  for (const message of order) {
    if (count <= limits.messages && bytes <= limits.bytes) break;
    gone.push(message);
    count -= 1;
    bytes -= heldBytes(message);
  }
  return gone;
}
