import type { LinkState } from '@sealwave/web/gateway-client';

/** How well what is sent is protected, in words that promise no more than is so. */
export interface SecurityState {
  readonly level: 'none' | 'unauthenticated';
  readonly label: string;
  readonly explanation: string;
}

const NONE: SecurityState = {
  level: 'none',
  label: 'Nothing is being sent',
  explanation: 'Recordings leave this page only while the connection is up.',
};

const UNAUTHENTICATED: SecurityState = {
  level: 'unauthenticated',
  label: 'Encrypted to an unverified server',
  explanation:
    'Recordings are encrypted between the gateway and the voice server. Both of them can hear what is said, and nothing proves yet that the voice server is the one it claims to be.',
};

/** The one place that decides what the page says about protection. */
export function securityOf(link: LinkState): SecurityState {
  return link.kind === 'connected' ? UNAUTHENTICATED : NONE;
}
