import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ErrorCode } from '@sealwave/kernel';
import { GatewayConfig, type TlsMode } from '../../gateway.config';
import { loadCertificate } from './load-certificate';
import { makeSelfSigned } from './self-signed';

const names = { hostNames: ['hall'], lanAddresses: [], lanAddresses6: [] };

describe('loadCertificate', () => {
  let folder: string;
  const load = (GATEWAY_TLS: TlsMode, settings: Partial<GatewayConfig> = {}) =>
    loadCertificate({
      ...new GatewayConfig(),
      GATEWAY_DATA_DIR: join(folder, 'data'),
      GATEWAY_TLS,
      ...settings,
    });

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sealwave-tls-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('returns null without TLS', async () => expect(await load('off')).toBeNull());

  it('makes a certificate once, in a file that only its owner can read', async () => {
    const made = await load('self-signed');
    const file = join(folder, 'data/gateway-self-signed.pem');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await stat(join(folder, 'data'))).mode & 0o777).toBe(0o700);
    expect(await readFile(file, 'utf8')).toBe(made?.key);
    expect((await load('self-signed'))?.x509.fingerprint256).toBe(made?.x509.fingerprint256);
  });

  it('makes a new certificate when the stored one is damaged', async () => {
    const made = await load('self-signed');
    await writeFile(join(folder, 'data/gateway-self-signed.pem'), 'broken');
    const again = await load('self-signed');
    expect(again?.x509.fingerprint256).not.toBe(made?.x509.fingerprint256);
  });

  it('names the folder that it cannot write to', async () => {
    await writeFile(join(folder, 'data'), 'a file');
    await expect(load('self-signed')).rejects.toMatchObject({
      code: ErrorCode.Config,
      message: expect.stringContaining('GATEWAY_DATA_DIR'),
    });
  });

  describe('with files', () => {
    const files = () => ({
      GATEWAY_TLS_CERT_FILE: join(folder, 'cert.pem'),
      GATEWAY_TLS_KEY_FILE: join(folder, 'key.pem'),
    });
    const write = async (cert: string, key: string) => {
      await writeFile(files().GATEWAY_TLS_CERT_FILE, cert);
      await writeFile(files().GATEWAY_TLS_KEY_FILE, key);
    };
    let [one, other]: string[] = [];

    beforeAll(async () => {
      one = await makeSelfSigned(names, Date.now());
      other = await makeSelfSigned(names, Date.now());
    });

    it('loads a certificate and its key', async () => {
      await write(one, one);
      expect(await load('files', files())).toMatchObject({ cert: one, key: one });
    });

    it.each([
      ['that is missing', () => Promise.resolve(), 'GATEWAY_TLS_CERT_FILE'],
      ['without a certificate', () => write('nothing', one), 'GATEWAY_TLS_CERT_FILE'],
      ['without a key', () => write(one, 'nothing'), 'GATEWAY_TLS_KEY_FILE'],
      ['of another key', () => write(one, other), 'is not that of the certificate'],
    ])('refuses one %s, and names the file to check', async (_, prepare, words) => {
      await prepare();
      const refusal = await load('files', files()).catch((error: Error) => error);
      expect(refusal).toMatchObject({ code: ErrorCode.Config });
      expect((refusal as Error).message).toContain(words);
      expect((refusal as Error).message).not.toContain('BEGIN');
    });
  });
});
