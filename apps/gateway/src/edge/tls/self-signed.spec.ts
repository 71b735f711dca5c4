import { type Certificate, readCertificate } from './certificate';
import { isCurrent, makeSelfSigned } from './self-signed';

const DAY_MS = 24 * 60 * 60 * 1000;
const names = {
  hostNames: ['hall', 'hall.local'],
  lanAddresses: ['192.0.2.7'],
  lanAddresses6: ['2001:db8::7'],
};

describe('a certificate that the gateway makes', () => {
  const nowMs = Date.parse('2026-01-01T00:00:00Z');
  let certificate: Certificate;

  beforeAll(async () => {
    const pem = await makeSelfSigned(names, nowMs);
    certificate = readCertificate(pem, pem) as Certificate;
  });

  it('has a new P-256 key, and is valid for a year', () => {
    const { x509 } = certificate;
    expect(x509.publicKey.asymmetricKeyDetails).toEqual({ namedCurve: 'prime256v1' });
    expect(x509.verify(x509.publicKey)).toBe(true);
    expect(x509.ca).toBe(false);
    expect(Date.parse(x509.validTo)).toBe(nowMs + 365 * DAY_MS);
  });

  it('is valid for all names of this machine', () => {
    const { x509 } = certificate;
    for (const name of ['localhost', 'hall', 'hall.local']) expect(x509.checkHost(name)).toBe(name);
    for (const ip of ['127.0.0.1', '::1', '192.0.2.7', '2001:db8::7'])
      expect(x509.checkIP(ip)).toBeDefined();
    expect(x509.checkHost('evil.example')).toBeUndefined();
  });

  it('is replaced a month before it expires, or when a name of the machine changes', () => {
    expect(isCurrent(certificate, names, nowMs + 334 * DAY_MS)).toBe(true);
    expect(isCurrent(certificate, names, nowMs + 336 * DAY_MS)).toBe(false);
    const current = (changed: Partial<typeof names>) =>
      isCurrent(certificate, { ...names, ...changed }, nowMs);
    expect(current({ hostNames: ['cellar'] })).toBe(false);
    expect(current({ lanAddresses: ['192.0.2.7', '192.0.2.8'] })).toBe(false);
    expect(current({ lanAddresses: [], lanAddresses6: ['2001:db8::8'] })).toBe(true);
  });
});
