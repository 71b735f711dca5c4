import type { Bytes } from '@sealwave/kernel';
import { MessageError } from './message-error';

/** What one side of a connection understands beyond base audio. */
export interface Capabilities {
  /** Versions of native messages; ours is 1. */
  readonly messages: readonly number[];
  /** Whether messages are to come with the number of who sent them (docs/protocol.md, section 9.10). */
  readonly senders: boolean;
}

/** Longest announcement that is read, in bytes. */
export const MAX_CAPABILITIES_BYTES = 4096;

/** The version of native messages that {@link encodeCapabilities} announces. */
const MESSAGE_VERSION = 1;
const MAX_VERSIONS = 16;

/** The same on a secured hop: what `join` and `joined` carry (docs/protocol.md, section 9.7). */
export const CAPABILITY_NAMES: readonly string[] = ['message1', 'sender1'];

/** What the names of a `join` or `joined` mean; those that are not known are left alone. */
export function capabilitiesOf(names: readonly string[]): Capabilities {
  return {
    messages: names.includes('message1') ? [MESSAGE_VERSION] : [],
    senders: names.includes('sender1'),
  };
}

/** What this version announces: the plaintext of a `C` (docs/protocol.md, section 5.3), JSON in UTF-8. */
export function encodeCapabilities(): Bytes {
  const announcement = { t: 'caps', v: 1, messages: [MESSAGE_VERSION] };
  return new TextEncoder().encode(JSON.stringify(announcement));
}

/**
 * Reads an announcement; fields that are not known are left alone, so that a later version can add some.
 * @throws MessageError for anything else.
 */
export function parseCapabilities(bytes: Uint8Array): Capabilities {
  if (bytes.length > MAX_CAPABILITIES_BYTES) {
    throw MessageError.notCapabilities({ bytes: bytes.length });
  }
  const { t, v, messages } = parseObject(bytes);
  const versions = Array.isArray(messages) ? messages : [];
  const isWellFormed = versions.length > 0 && versions.length <= MAX_VERSIONS;
  if (t !== 'caps' || v !== 1 || !isWellFormed || !versions.every(isVersion)) {
    throw MessageError.notCapabilities();
  }
  return { messages: versions, senders: false };
}

/** Whether native messages of this version may be sent to a peer that announced `capabilities`. */
export function supportsNativeMessages({ messages }: Pick<Capabilities, 'messages'>): boolean {
  return messages.includes(MESSAGE_VERSION);
}

function parseObject(bytes: Uint8Array): Readonly<Record<'t' | 'v' | 'messages', unknown>> {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return { t: 0, v: 0, messages: 0, ...value };
  } catch (cause) {
    throw MessageError.notCapabilities({}, cause);
  }
  throw MessageError.notCapabilities();
}

function isVersion(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) > 0 && (value as number) < 256;
}
