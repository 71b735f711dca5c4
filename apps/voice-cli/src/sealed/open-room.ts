import type { SealedRoomLink } from '@sealwave/e2ee/keys';
import { toBase64Url } from '@sealwave/kernel';
import type { RoomCredential } from '@sealwave/room';
import { identityIn } from '../rooms/memory/device-identity';
import { PeopleFile } from '../rooms/memory/people-file';
import type { Screen } from '../terminal/screen';
import type { RoomChannel } from './room-channel';
import { type RoomListener, RoomReporter } from './room-reporter';
import { SealedRoom } from './sealed-room';

/** Input of {@link openRoom}. */
export interface RoomOptions {
  /** The data folder. */
  readonly folder: string;
  /** Name that the others are told, sealed; null without one. */
  readonly name: string | null;
  readonly channel: RoomChannel;
  readonly screen: Screen;
  /** Is told what comes; without it, that is dropped. */
  readonly listener: RoomListener | undefined;
  /** Address of the pages, for a link to another room. */
  readonly baseUrl: string;
}

/**
 * Makes this device's part in the room of a link, with what the data folder has of it.
 * @throws PrivateJsonError when something in that folder cannot be used.
 */
export async function openRoom(link: SealedRoomLink, options: RoomOptions): Promise<SealedRoom> {
  const { folder, name, channel, screen, listener, baseUrl } = options;
  const { room } = await link.keys();
  return SealedRoom.open({
    ...{ link, name, channel },
    identity: await identityIn(folder, room),
    people: new PeopleFile(folder, link.id),
    reporter: new RoomReporter({ screen, listener, baseUrl }),
  });
}

/** What the server is told to enter the room of a link. Nothing that opens what is said there follows from it. */
export async function credentialOf(link: SealedRoomLink): Promise<RoomCredential> {
  const credential = await link.credential();
  const { id } = credential;
  if ('claims' in credential) {
    return { id, claims: credential.claims, mac: toBase64Url(credential.tokenMac) };
  }
  const { flags, access, moderator } = credential;
  return { id, flags, access: toBase64Url(access), moderator: toBase64Url(moderator) };
}
