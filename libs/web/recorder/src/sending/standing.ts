import { inject, Injectable, linkedSignal } from '@angular/core';
import type { RoomPresence } from '@sealwave/contracts';
import { GatewayClient, type Place } from '@sealwave/web/gateway-client';

/** Why nobody hears a person in a room. */
export type Silence = 'muted' | 'listener';

/** The texts for a person whom nobody hears: a short one, and one about an unsent recording. */
export const SILENCE_TEXT: Readonly<
  Record<Silence, { readonly short: string; readonly unheard: string }>
> = {
  muted: {
    short: $localize`Muted by a moderator`,
    unheard: $localize`You are muted: nobody would receive it. Your recording is kept.`,
  },
  listener: {
    short: $localize`Listen-only: others cannot hear you`,
    unheard: $localize`You can only listen here: nobody would receive it. Your recording is kept.`,
  },
};

/** Where this person is, and whether others hear them there. */
@Injectable({ providedIn: 'root' })
export class Standing {
  private readonly gateway = inject(GatewayClient);

  readonly place = this.gateway.place;

  /**
   * Null when others hear this person. While the roster is unknown, as during a reconnection, the last value
   * for this place stays.
   */
  readonly silence = linkedSignal<Sources, Silence | null>({
    source: () => ({ place: this.gateway.place(), room: this.gateway.room() }),
    computation: ({ place, room }, previous) => {
      if (room !== null) return silenceIn(room);
      return previous?.source.place === place ? previous.value : null;
    },
  }).asReadonly();
}

interface Sources {
  readonly place: Place | null;
  readonly room: RoomPresence | null;
}

function silenceIn({ you, members }: RoomPresence): Silence | null {
  const self = members.find(({ n }) => n === you);
  if (self?.listener) return 'listener';
  return self?.muted ? 'muted' : null;
}
