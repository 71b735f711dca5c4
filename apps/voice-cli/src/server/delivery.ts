import { ErrorCode, VoiceError } from '@sealwave/kernel';
import { ConnectionError } from '@sealwave/node/connection';
import { describeHearing, type Hearing } from '../sealed/audience';

/** What became of a message that was sent. */
export interface Delivery {
  /** In the lobby: how many others got it; null if the server does not report it, and in a room. */
  readonly recipients: number | null;
  /** In a room: its id there, and who can hear it. */
  readonly sealed?: { readonly id: string; readonly hearing: Hearing };
}

/** Says how many others a message has reached; empty if nobody knows. */
export function describeDelivery({ recipients, sealed }: Delivery): string {
  if (sealed) return `, ${describeHearing(sealed.hearing)}`;
  if (recipients === null) return '';
  return recipients === 0 ? ', delivered to nobody: the lobby is empty' : `, to ${recipients}`;
}

/** Whether there were others, and none of them can hear it. */
export function isLost({ sealed }: Delivery): boolean {
  return sealed !== undefined && sealed.hearing.others > 0 && sealed.hearing.hearing === 0;
}

/** The same as fields of JSON. */
export function deliveryFields({ recipients, sealed }: Delivery): object {
  if (!sealed) return { recipients };
  const { hearing, others, deaf } = sealed.hearing;
  return { id: sealed.id, recipients: hearing, others, cannotHear: deaf };
}

/** Whether something could not be sent because the connection is gone. */
export function isOfConnection(error: unknown): boolean {
  if (error instanceof ConnectionError) return true;
  return error instanceof VoiceError && error.code === ErrorCode.NotConnected;
}
