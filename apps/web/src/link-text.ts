import { ErrorCode } from '@sealwave/kernel';
import type { Leg, LinkState } from '@sealwave/web/gateway-client';

/** The state of the whole way to the voice server, for a person. */
export interface LinkText {
  /** What is so; worth saying aloud when it changes. */
  readonly line: string;
  /** How it goes on: changes often and is only shown. */
  readonly detail: string;
}

const CONNECTING: Readonly<Record<Leg, string>> = {
  gateway: $localize`Connecting to the gateway…`,
  'voice-server': $localize`Connecting to the voice server…`,
};

const RETRYING: Readonly<Record<Leg, string>> = {
  gateway: $localize`Lost the gateway, retrying`,
  'voice-server': $localize`Lost the voice server, retrying`,
};

/** What became of the way into a room, and what helps. */
const OF_ROOM: Readonly<Partial<Record<ErrorCode, string>>> = {
  [ErrorCode.JoinDenied]: $localize`This room does not let you in: its link does not fit, or not any more`,
  [ErrorCode.RoomFull]: $localize`This room is full`,
  [ErrorCode.Removed]: $localize`A moderator has put you out of the room`,
};

const OFFLINE = $localize`This browser is offline`;

/**
 * Puts the state of the connection into words.
 * @param online false when the browser says that it has no network.
 */
export function linkText(link: LinkState, online: boolean): LinkText {
  switch (link.kind) {
    case 'connecting':
      return { line: online ? CONNECTING[link.leg] : OFFLINE, detail: '' };
    case 'connected':
      return { line: $localize`Connected to ${serverName(link)}:server:`, detail: '' };
    case 'reconnecting':
      return {
        // Without a network it is not the gateway that is lost.
        line: online || link.leg === 'voice-server' ? RETRYING[link.leg] : OFFLINE,
        detail: $localize`(attempt ${link.attempt}:number:)…`,
      };
    case 'disconnected':
      return {
        line:
          link.reason === 'requested' ? $localize`Disconnected` : $localize`Lost the voice server`,
        detail: '',
      };
    case 'failed':
      return {
        line:
          (link.code && OF_ROOM[link.code]) ?? $localize`No connection: ${link.message}:reason:`,
        detail: link.retryMs === null ? '' : nextTry(link.retryMs),
      };
  }
}

/** An IPv6 address goes in brackets, so that its port can be told from it. */
export function serverName({
  host,
  port,
}: {
  readonly host: string;
  readonly port: number;
}): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

function nextTry(ms: number): string {
  return $localize`(next try in ${Math.ceil(ms / 1000)}:seconds: s)`;
}
