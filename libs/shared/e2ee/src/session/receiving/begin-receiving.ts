import type { Bytes } from '@sealwave/kernel';
import {
  type ReceivingOptions,
  ReceivingTransmission,
} from '../../transmissions/receiving-transmission';
import { clockDiffers } from '../../transmissions/transmission-limits';
import type { KnownPeople } from '../people/known-people';
import type { TransmissionSource } from '../session-events';

/** A transmission whose header is valid. */
export interface BegunReceiving {
  readonly source: TransmissionSource;
  readonly receiving: ReceivingTransmission;
}

/** Input of {@link beginReceiving}. */
export interface BeginReceivingOptions extends ReceivingOptions {
  readonly known: KnownPeople;
  /** Milliseconds since 1970. */
  readonly wallMs: number;
}

/**
 * Opens a header. Returns the transmission and its sender. @throws SealedRoomError as
 * `ReceivingTransmission.begin` does.
 */
export async function beginReceiving(
  options: BeginReceivingOptions,
  bytes: Bytes,
): Promise<BegunReceiving> {
  const { members, member: from, known, wallMs } = options;
  const receiving = await ReceivingTransmission.begin(options, bytes);
  const { header } = receiving;
  const announced = members.get(from);
  const source = {
    from,
    identity: header.identity,
    name: announced?.name ?? null,
    header,
    unverified: announced !== undefined && known.acquaintanceOf(announced) === 'changed',
    clockDiffers: clockDiffers(header.startedMs, wallMs),
  };
  return { source, receiving };
}
