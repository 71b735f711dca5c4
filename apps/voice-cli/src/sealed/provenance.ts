import type { Acquaintance } from '@sealwave/e2ee/keys';
import type { EndedTransmission } from '@sealwave/e2ee/session';

/** What is proved of a recording in a sealed room. */
export interface Provenance {
  /** Name of the person who signed it; null for somebody without a name. */
  readonly signedBy: string | null;
  /** How well this device knows that person. */
  readonly acquaintance: Acquaintance | null;
  /** Whether all of it has come, as it was signed. */
  readonly complete: boolean;
  /** How many frames of 20 ms are missing; null where nobody knows, because its end did not come. */
  readonly missing: number | null;
  /** When it began by the clock of its sender, as text (ISO 8601). */
  readonly startedAt: string;
  /** Whether that clock is more than two minutes from ours. */
  readonly clockDiffers: boolean;
  /** Whether somebody uses the name of a verified person with another identity. Nothing of theirs is played. */
  readonly identityChanged: boolean;
}

/** What is proved of a transmission that has ended. */
export function provenanceOf(
  ended: EndedTransmission,
  acquaintance: Acquaintance | null,
): Provenance {
  const { name, complete, missing, header, clockDiffers, unverified } = ended;
  return {
    signedBy: name,
    ...{ acquaintance, complete, missing, clockDiffers },
    startedAt: new Date(header.startedMs).toISOString(),
    identityChanged: unverified,
  };
}

/** The same in words. */
export function describeProvenance(provenance: Provenance): string {
  const { signedBy, acquaintance, clockDiffers, identityChanged } = provenance;
  const signer = signedBy ?? 'somebody without a name';
  const known = acquaintance === 'verified' ? ' (verified)' : '';
  return [
    completenessOf(provenance),
    `signed by ${signer}${known}`,
    ...(clockDiffers ? ['clock differs'] : []),
    ...(identityChanged ? [`not the ${signer} that you verified`] : []),
  ].join(', ');
}

function completenessOf({ complete, missing }: Provenance): string {
  if (complete) return 'complete';
  if (missing === null) return 'cut off before its end';
  if (missing === 0) return 'not as it was signed';
  return `${missing === 1 ? '1 frame' : `${missing} frames`} of 20 ms missing`;
}
