import { Matches } from 'class-validator';

/** Checks an id that a browser chose for a recording (docs/protocol.md, M8.9). */
export function IsRecordingId(): PropertyDecorator {
  return Matches(/^[0-9a-f]{32}$/, { message: 'id must be 32 lower-case hexadecimal digits' });
}
