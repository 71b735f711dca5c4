import type { ConnectToServer } from '@sealwave/contracts';

/** Where somebody goes at the voice server, and as whom: into the lobby, and without a name, by default. */
export type Visit = Pick<ConnectToServer, 'room' | 'name'>;

/** The same place under the same name. */
export function sameVisit(one: Visit, other: Visit): boolean {
  return (
    one.name === other.name &&
    one.room?.id === other.room?.id &&
    one.room?.access === other.room?.access &&
    one.room?.moderation === other.room?.moderation
  );
}
