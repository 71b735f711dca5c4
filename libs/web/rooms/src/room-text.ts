import type { Moderate } from '@sealwave/contracts';
import { ErrorCode } from '@sealwave/kernel';
import type { Person } from '@sealwave/e2ee/session';
import type { Role } from '@sealwave/room';
import { GatewayError } from '@sealwave/web/gateway-client';
import { SealedRoomJobError, type SessionTrouble } from '@sealwave/web/sealed-room';
import type { RoomProblem } from './room.service';
import type { Row } from './people/roster';

/** Says why an address leads to no room, and what helps. */
export const ROOM_PROBLEM_TEXT: Readonly<Record<RoomProblem, string>> = {
  incomplete: $localize`This link is missing its key. Ask for the invite again: the address bar alone does not work.`,
  broken: $localize`This invite link is incomplete. Ask for it again.`,
  outdated: $localize`This invite is of an earlier version of Sealwave, whose rooms were not end-to-end encrypted. Create a new room and invite people to it.`,
  unsupported: $localize`This invite needs a newer version. Reload the page.`,
  'insecure-page': $localize`Rooms need HTTPS. Ask the person who runs this server for its https:// address.`,
  'not-loaded': $localize`The page could not load what rooms need. Check your connection, then reload the page.`,
};

/** Says which link was copied. */
export const COPIED_TEXT: Readonly<Record<Role, string>> = {
  listener: $localize`Listen-only link copied. It works for 24 hours.`,
  member: $localize`Invite link copied. Anyone with this link can join and talk.`,
  moderator: $localize`Moderator link copied. Share it only with people who may remove others. Save it: it is your own way back, too.`,
};

/** A button that acts on a member. */
export interface MemberAction {
  readonly act: Moderate['act'];
  readonly text: string;
  /** The accessible label. It names the member. */
  readonly label: string;
}

/** The actions on the member of a row. */
export function actionsFor({ member, name }: Row): readonly MemberAction[] {
  return [
    member.muted
      ? { act: 'unmute', text: UNMUTE, label: $localize`Unmute ${name}:name:` }
      : { act: 'mute', text: MUTE, label: $localize`Mute ${name}:name:` },
    { act: 'kick', text: $localize`Remove`, label: $localize`Remove ${name}:name:` },
    { act: 'ban', text: $localize`Ban`, label: $localize`Ban ${name}:name:` },
  ];
}

const MUTE = $localize`Mute`;
const UNMUTE = $localize`Unmute`;

/**
 * Both texts of the mute button. The button reserves the width of the longer text, so no other button moves.
 */
export const MUTE_TEXTS: readonly string[] = [MUTE, UNMUTE];

/** A question to confirm before an action. */
export interface Question {
  readonly heading: string;
  /** The consequences: who is affected, and for how long. */
  readonly text: string;
  readonly action: string;
}

/** The question before `act`. Null for an action that can be undone. */
export function questionOf(act: Moderate['act'], name: string): Question | null {
  switch (act) {
    case 'mute':
    case 'unmute':
      return null;
    case 'kick':
      return {
        heading: $localize`Remove ${name}:name:?`,
        text: $localize`${name}:name: has to leave, and can come back with a link of this room.`,
        action: $localize`Remove ${name}:name:`,
      };
    case 'ban':
      return {
        heading: $localize`Ban ${name}:name:?`,
        text: $localize`${name}:name: has to leave, and cannot come back for as long as this room lasts. Everyone else on the same network, for instance the same Wi-Fi, is banned, too. This page cannot see who they are.`,
        action: $localize`Ban ${name}:name:`,
      };
  }
}

/**
 * Says why a moderator's action failed.
 * @throws `error` itself unless the gateway or the worker of the room refused.
 */
export function moderationErrorText(error: unknown): string {
  if (!(error instanceof GatewayError || error instanceof SealedRoomJobError)) throw error;
  return error.code === ErrorCode.NotAllowed
    ? $localize`Only moderators can do that.`
    : $localize`That didn't work: no answer from the server. Try again.`;
}

/** What a row says of a member's keys. */
export interface KeyMark {
  readonly text: string;
  /** Whether a person should act on it. */
  readonly isAlarming: boolean;
}

/** What is to be said of a person's keys; null where everything is as it should be, and nothing was verified. */
export function keyMarkOf({
  identity,
  acquaintance,
  canHearUs,
  isFailing,
}: Person): KeyMark | null {
  if (acquaintance === 'changed') {
    return { text: $localize`Identity changed`, isAlarming: true };
  }
  if (isFailing) return { text: $localize`Their messages fail their checks`, isAlarming: true };
  if (identity === null) {
    return { text: $localize`Cannot hear you: has no keys yet`, isAlarming: false };
  }
  if (!canHearUs) return { text: $localize`Cannot hear you yet`, isAlarming: false };
  return acquaintance === 'verified' ? { text: $localize`Verified`, isAlarming: false } : null;
}

/** Says what is wrong with the encryption of this page. */
export const TROUBLE_TEXT: Readonly<Record<SessionTrouble, string>> = {
  restarted: $localize`The encryption stopped and was started again. Send again what was not sent.`,
  failed: $localize`The encryption does not run in this browser. Reload the page.`,
  'not-loaded': $localize`The page could not load what rooms need. Check your connection, then reload the page.`,
};
