import { TextForm } from '@sealwave/kernel';
import { IsText } from '../browser/text-checks';

const ID = new TextForm(32, /^[0-9a-f]{32}$/);

/** Validates an id that a browser chose for a recording (docs/protocol.md, M8.9). */
export function IsRecordingId(): PropertyDecorator {
  return IsText(ID, 'id must be 32 lower-case hexadecimal digits');
}
