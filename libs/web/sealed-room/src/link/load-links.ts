import type { SealedRoomLink } from '@sealwave/e2ee/keys';
import { toBase64Url } from '@sealwave/kernel';
import type { RoomCredential } from '@sealwave/room';

type Links = typeof import('./sealed-links');

/**
 * Loads what makes and reads links of sealed rooms.
 * @throws TypeError, as a rejection, when the network is gone and the browser does not have it yet.
 */
export function loadSealedLinks(): Promise<Links> {
  return import('./sealed-links');
}

/** What the gateway is told to enter the room of this link: nothing that opens what people say there. */
export async function credentialOf(link: SealedRoomLink): Promise<RoomCredential> {
  const credential = await link.credential();
  const { id } = credential;
  if ('claims' in credential) {
    return { id, claims: credential.claims, mac: toBase64Url(credential.tokenMac) };
  }
  const [access, moderator] = [credential.access, credential.moderator].map(toBase64Url);
  return { id, access, flags: credential.flags, moderator };
}
