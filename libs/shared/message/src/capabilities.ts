import type { Bytes } from '@sealwave/kernel';
import { MessageError } from './message-error';

/** What one side of a connection supports in addition to base audio. */
export interface Capabilities {
  /** Supported versions of native messages; ours is 1. */
  readonly messages: readonly number[];
  /** Whether the side wants each message with its sender's number (docs/protocol.md, section 9.10). */
  readonly senders: boolean;
  /** Whether this server can change a member's name without a new join (docs/protocol.md, section 9.10). */
  readonly renames: boolean;
  /** Whether the side supports sealed rooms (docs/protocol.md, section 9.11). */
  readonly sealedRooms: boolean;
}

/** Longest announcement that we parse, in bytes. */
export const MAX_CAPABILITIES_BYTES = 4096;

/** The version of native messages that {@link encodeCapabilities} announces. */
const MESSAGE_VERSION = 1;
const MAX_VERSIONS = 16;

/**
 * Our capabilities on a secured hop, where `join` and `joined` carry them as names (docs/protocol.md, section
 * 9.7).
 */
export const CAPABILITY_NAMES: readonly string[] = ['message1', 'sender1', 'sealed1'];

/** What a server announces on a secured hop. A client sends `name` only to a server with `rename1`. */
export const SERVER_CAPABILITY_NAMES: readonly string[] = [...CAPABILITY_NAMES, 'rename1'];

/** Reads the names in a `join` or `joined`. Ignores unknown ones. */
export function capabilitiesOf(names: readonly string[]): Capabilities {
  return {
    messages: names.includes('message1') ? [MESSAGE_VERSION] : [],
    senders: names.includes('sender1'),
    renames: names.includes('rename1'),
    sealedRooms: names.includes('sealed1'),
  };
}

/** Writes our announcement: JSON in UTF-8, the plaintext of a `C` (docs/protocol.md, section 5.3). */
export function encodeCapabilities(): Bytes {
  const announcement = { t: 'caps', v: 1, messages: [MESSAGE_VERSION] };
  return new TextEncoder().encode(JSON.stringify(announcement));
}

/**
 * Reads an announcement. Ignores unknown fields, which a later version may add.
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
  return { messages: versions, senders: false, renames: false, sealedRooms: false };
}

/** Whether a peer with these capabilities accepts native messages of our version. */
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
