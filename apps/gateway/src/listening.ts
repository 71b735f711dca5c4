import type { MachineNames } from './edge/tls/machine-names';

/** Where a gateway listens. */
export interface Listening {
  readonly address: string;
  readonly port: number;
  readonly scheme: 'http' | 'https';
  readonly names: MachineNames;
  /** SHA-256 of the certificate, as browsers show it. */
  readonly fingerprint: string | undefined;
}

/** Where a person opens the page. */
export interface WhereToOpen {
  readonly url: string;
  /** For people, a sentence each. */
  readonly notes: readonly string[];
  /** For the log. */
  readonly event: object;
}

const WILDCARDS = ['0.0.0.0', '::'];
const LOCAL = ['127.0.0.1', '::1', ...WILDCARDS];

/** Where a person opens the page: here, on other machines, and what to compare before trusting it. */
export function whereToOpen(listening: Listening): WhereToOpen {
  const { address, port, scheme, names, fingerprint } = listening;
  const at = (host: string) => `${scheme}://${host.includes(':') ? `[${host}]` : host}:${port}`;
  // Browsers give a microphone to `localhost`; a wildcard address is no address to go to.
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
