import { signal } from '@angular/core';
import type { Moderate, RoomPresence } from '@sealwave/contracts';
import type { GatewayClient, Visit } from '@sealwave/web/gateway-client';

/** What rooms use of the way to the gateway. */
type Port = Pick<
  GatewayClient,
  'disconnectAndForget' | 'join' | 'moderate' | 'numbering' | 'room' | 'setDestination'
>;

/** For specs: a way to the gateway that writes down where the page wants to go. */
export class GatewayNotes implements Port {
  readonly room = signal<RoomPresence | null>(null);
  readonly numbering = signal(0);
  /** Where the page went. */
  readonly visits: Visit[] = [];
  /** Where it is to go when it goes again. */
  readonly targets: Visit[] = [];
  readonly wishes: Moderate[] = [];
  stranded = 0;

  join = (visit: Visit): void => {
    this.visits.push(visit);
  };
  setDestination = (visit: Visit): void => {
    this.targets.push(visit);
  };
  disconnectAndForget = async (): Promise<void> => {
    this.stranded++;
  };
  moderate = async (wish: Moderate): Promise<void> => {
    this.wishes.push(wish);
  };

  /** Where the page went last, once it got there. */
  async visited(count = 1): Promise<Visit> {
    return nth(this.visits, count);
  }

  /** Where it is to go from now on, once that is known. */
  async targeted(count = 1): Promise<Visit> {
    return nth(this.targets, count);
  }
}

/** The `count`th of `visits`, once there are `count`. */
async function nth(visits: readonly Visit[], count: number): Promise<Visit> {
  while (visits.length < count) await new Promise((resolve) => setTimeout(resolve));
  return visits[count - 1];
}
