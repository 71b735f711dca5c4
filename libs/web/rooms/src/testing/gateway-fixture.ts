import { signal } from '@angular/core';
import type { Moderate, RoomPresence } from '@sealwave/contracts';
import type { GatewayClient, SealedEvent, Visit } from '@sealwave/web/gateway-client';
import { Subject } from 'rxjs';

/** The part of the gateway client that rooms use. */
type Port = Pick<
  GatewayClient,
  'disconnectAndForget' | 'join' | 'moderate' | 'numbering' | 'room' | 'sealed' | 'setDestination'
>;

/** For specs: a gateway client that records the destinations of the page. */
export class RecordingGatewayClient implements Port {
  readonly room = signal<RoomPresence | null>(null);
  readonly sealed = { events: new Subject<SealedEvent>() } as unknown as GatewayClient['sealed'];
  readonly numbering = signal(0);
  /** The destinations of the page, in order. */
  readonly visits: Visit[] = [];
  /** The destinations that were set for the next connection. */
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

  /** The page's latest destination, once the page was sent there. */
  async visited(count = 1): Promise<Visit> {
    return nth(this.visits, count);
  }

  /** The page's latest destination for the next connection, once it was set. */
  async targeted(count = 1): Promise<Visit> {
    return nth(this.targets, count);
  }
}

/** The `count`th entry of `visits`, once it exists. */
async function nth(visits: readonly Visit[], count: number): Promise<Visit> {
  while (visits.length < count) await new Promise((resolve) => setTimeout(resolve));
  return visits[count - 1];
}
