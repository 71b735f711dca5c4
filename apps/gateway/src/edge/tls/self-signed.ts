import { isIP } from 'node:net';
import { generate } from 'selfsigned';
import type { Certificate } from './certificate';
import type { MachineNames } from './machine-names';

const DAY_MS = 24 * 60 * 60 * 1000;
/** Some browsers refuse certificates that are valid for more than 398 days. */
const VALID_MS = 365 * DAY_MS;
const RENEWED_BEFORE_MS = 30 * DAY_MS;

const LOOPBACK = ['localhost', '127.0.0.1', '::1'];

/** Makes a P-256 key and a self-signed certificate for the machine, as PEM in one text. */
export async function makeSelfSigned(names: MachineNames, nowMs: number): Promise<string> {
  const all = [...LOOPBACK, ...names.hostNames, ...names.lanAddresses, ...names.lanAddresses6];
  const { private: key, cert } = await generate(
    [{ name: 'commonName', value: 'Sealwave gateway' }],
    {
      keyType: 'ec',
      curve: 'P-256',
      algorithm: 'sha256',
      notBeforeDate: new Date(nowMs - DAY_MS), // Clocks of phones may be slow.
      notAfterDate: new Date(nowMs + VALID_MS),
      extensions: [
        { name: 'basicConstraints', cA: false, critical: true },
        { name: 'keyUsage', digitalSignature: true, critical: true },
        { name: 'extKeyUsage', serverAuth: true },
        { name: 'subjectAltName', altNames: all.map(alternativeName) },
      ],
    },
  );
  return `${key.trim()}\n${cert.trim()}\n`;
}

/**
 * Whether a certificate of ours is still usable. It must be valid for another month, and for every name and
 * every lasting address of the machine.
 */
export function isCurrent({ x509 }: Certificate, names: MachineNames, nowMs: number): boolean {
  if (Date.parse(x509.validTo) - nowMs < RENEWED_BEFORE_MS) return false;
  return (
    names.hostNames.every((name) => x509.checkHost(name) !== undefined) &&
    names.lanAddresses.every((address) => x509.checkIP(address) !== undefined)
  );
}

function alternativeName(name: string): { type: 7; ip: string } | { type: 2; value: string } {
  return isIP(name) === 0 ? { type: 2, value: name } : { type: 7, ip: name };
}
