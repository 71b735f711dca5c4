import type { Moderate, RoomPresence } from '@sealwave/contracts';
import { ErrorCode } from '@sealwave/kernel';
import { GatewayError } from '@sealwave/web/gateway-client';
import type { LinkRole, RoomProblem } from './room.service';

/** Somebody in the room. */
export type Member = RoomPresence['members'][number];

/** What a person is told of an address that leads nowhere, and what helps. */
export const PROBLEM_TEXT: Readonly<Record<RoomProblem, string>> = {
  incomplete: $localize`This address is not the whole link of the room. Open the link as you got it, with all that comes after the #.`,
  broken: $localize`The link of this room is damaged. Ask for it again, and copy all of it.`,
  unsupported: $localize`The link of this room needs a newer version of this page.`,
  'insecure-page': $localize`Rooms need a page that came over HTTPS, for the browser keeps its cryptography from others.`,
};

/** What a person is told when a link was copied. */
export const COPIED_TEXT: Readonly<Record<LinkRole, string>> = {
  listener: $localize`Link to listen copied. Whoever has it can listen for a day, and is not heard.`,
  member: $localize`Invite copied. Whoever has it can come in, listen and talk.`,
  moderator: $localize`Moderator link copied. Keep it to yourself.`,
};

/** What somebody is called. */
export function nameOf({ name }: Member): string {
  return name ?? $localize`Somebody`;
}

/** A button for a member. */
export interface Act {
  readonly act: Moderate['act'];
  readonly text: string;
  /** The same, where the member cannot be seen beside it. */
  readonly label: string;
}

/**
 * What can be done to a member.
 * @param again whether it was pressed once, and has to be pressed once more.
 */
export function actOn(act: Moderate['act'], member: Member, again: boolean): Act {
  const name = nameOf(member);
  switch (act) {
    case 'mute':
      return { act, text: $localize`Mute`, label: $localize`Mute ${name}:name:` };
    case 'unmute':
      return { act, text: $localize`Unmute`, label: $localize`Unmute ${name}:name:` };
    case 'kick':
      return { act, text: $localize`Put out`, label: $localize`Put out ${name}:name:` };
    case 'ban':
      return again
        ? { act, text: $localize`Really ban?`, label: $localize`Really ban? ${name}:name:` }
        : { act, text: $localize`Ban`, label: $localize`Ban ${name}:name:` };
  }
}

/** Why nothing came of a wish. */
export function refusalText(error: unknown): string {
  if (!(error instanceof GatewayError)) throw error;
  return error.code === ErrorCode.NotAllowed
    ? $localize`Only a moderator of the room may do that.`
    : $localize`Nothing came of that: the gateway did not answer. Try it once more.`;
}
