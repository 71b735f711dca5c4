import { VoiceError } from '@sealwave/kernel';
import { parsePart, readSealedRecord, type SealedRecord } from '@sealwave/room/record';
import { RequestError } from '../browser/request-error';

/** The records that a browser may send. */
export const SEALED_RECORDS = ['announce', 'direct', 'order', 'prove'] as const;

/** The fields of `sealed_record`, before they are validated. */
interface Fields {
  readonly t: (typeof SEALED_RECORDS)[number];
  readonly n?: unknown;
  readonly data?: unknown;
  readonly point?: unknown;
  readonly signature?: unknown;
  readonly tokenKey?: unknown;
}

/**
 * Reads the payload of `sealed_record`. The length of each text is checked before decoding.
 * @throws RequestError for another form, or for more bytes than a record of this kind may have.
 */
export function readSealedRequest({ n, ...fields }: Fields): SealedRecord {
  // Only the server says who sent a record to everybody.
  const request = fields.t === 'direct' ? { ...fields, n } : fields;
  const record = attempt(() => readSealedRecord(request));
  if (record) return record;
  throw RequestError.invalid([
    `a field of ${fields.t} is missing, is not base64url, or has more bytes than it may`,
  ]);
}

/** Whether `value` is a part of a transmission. Its sealed content is not checked. */
export function isPart(value: unknown): boolean {
  return value instanceof Uint8Array && attempt(() => parsePart(value)) !== null;
}

/** Returns null when the parser throws. No correct client sends such input. */
function attempt<T>(parse: () => T): T | null {
  try {
    return parse();
  } catch (error) {
    if (error instanceof VoiceError) return null;
    throw error;
  }
}
