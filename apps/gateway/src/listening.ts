import type { MachineNames } from './edge/tls/machine-names';

/** The address that a gateway listens on. */
export interface ListenAddress {
  readonly address: string;
  readonly port: number;
  readonly scheme: 'http' | 'https';
  readonly names: MachineNames;
  /** SHA-256 of the certificate, as browsers show it. */
  readonly fingerprint: string | undefined;
}

/** How to open the page. */
export interface WhereToOpen {
  readonly url: string;
  /** Sentences for people. */
  readonly notes: readonly string[];
  /** Fields for the log. */
  readonly event: object;
}

const WILDCARDS = ['0.0.0.0', '::'];
const LOCAL = ['127.0.0.1', '::1', ...WILDCARDS];

/** Tells how to open the page on this machine and on others, and what to compare before trusting it. */
export function whereToOpen(listening: ListenAddress): WhereToOpen {
  const { address, port, scheme, names, fingerprint } = listening;
  const at = (host: string) => `${scheme}://${host.includes(':') ? `[${host}]` : host}:${port}`;
  // Browsers allow a microphone on `localhost`. A wildcard address cannot be opened.
  const url = at(LOCAL.includes(address) ? 'localhost' : address);
  const lan = WILDCARDS.includes(address) ? names.lanAddresses.map(at) : [];
  return {
    url,
    notes: [
      ...lan.map((each) => `On other devices in this network: ${each}`),
      ...(fingerprint ? [`SHA-256 fingerprint of the certificate: ${fingerprint}`] : []),
    ],
    event: {
      event: 'listening',
      url,
      ...(lan.length > 0 && { lan }),
      ...(fingerprint && { fingerprint }),
    },
  };
}
