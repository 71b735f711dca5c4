import type { SecurityState } from '@sealwave/e2ee/keys';

/** Says in words what protects a room. */
export function describeSecurity({ level, hearing, others }: SecurityState): string {
  switch (level) {
    case 'open':
      return 'not end-to-end encrypted: the servers can hear this';
    case 'sealed':
      return others === 0
        ? 'end-to-end encrypted; nobody else is in the room'
        : `end-to-end encrypted; ${hearing} of ${others} can hear you`;
    case 'verified':
      return `end-to-end encrypted, and everybody is verified; ${hearing} of ${others} can hear you`;
    case 'partial':
      return `end-to-end encrypted; only ${hearing} of ${others} can hear you`;
    case 'broken':
      return 'CAUTION: somebody is not who they were, or what comes from them is refused';
  }
}
