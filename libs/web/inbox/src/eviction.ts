import { heldBytes, type InboxMessage } from './message/inbox-message';

/** How much the inbox may keep in memory. */
export interface InboxLimits {
  readonly messages: number;
  readonly bytes: number;
}

/** Enough for a long day. Fits the memory of a tab on a small phone. */
export const INBOX_LIMITS: InboxLimits = { messages: 500, bytes: 200_000_000 };

/**
 * The messages to drop so that the rest fits the limits. Heard messages go first, then unheard ones, oldest
 * first. The newest message always stays.
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
