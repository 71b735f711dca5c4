import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { get } from 'node:https';
import { generate } from 'selfsigned';
import { Browser } from '../browser/browser';
import { startGateway, stopAll } from '../processes/running';
import type { ServerProcess } from '../processes/server-process';

const UNUSED_PORT = 1;

/** The fingerprint of the certificate that a new connection is shown. */
async function fingerprintOf({ port }: ServerProcess): Promise<string> {
  const socket = connect({ port, host: 'localhost', rejectUnauthorized: false });
  await once(socket, 'secureConnect');
  const { fingerprint256 } = socket.getPeerCertificate();
  socket.destroy();
  return fingerprint256;
}

async function headersOf({ url }: ServerProcess): Promise<Readonly<Record<string, unknown>>> {
  const [answer] = await once(get(url, { rejectUnauthorized: false }), 'response');
  answer.resume();
  return answer.headers;
}

describe('the gateway over HTTPS', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sealwave-tls-'));
  });
  afterEach(async () => {
    await stopAll();
    await rm(folder, { recursive: true });
  });

  it('makes a certificate at its first start, prints its fingerprint, and keeps it', async () => {
    const settings = {
      GATEWAY_TLS: 'self-signed',
      GATEWAY_DATA_DIR: folder,
      GATEWAY_HOST: '0.0.0.0',
    };
    const first = await startGateway(UNUSED_PORT, settings);
    const fingerprint = await fingerprintOf(first);
    expect(first.url).toMatch(/^https:\/\/localhost:\d+$/);
    expect(first.log).toContain(`"fingerprint":"${fingerprint}"`);
    expect(first.log).not.toContain('PRIVATE KEY');
    expect(await headersOf(first)).not.toHaveProperty('strict-transport-security');

    const browser = await Browser.open(first.url, undefined, { rejectUnauthorized: false });
    expect(await browser.ask('nothing')).toMatchObject({ code: 'invalid_request' });
    browser.close();
    await first.stop();
    expect(await fingerprintOf(await startGateway(UNUSED_PORT, settings))).toBe(fingerprint);
  });

  describe('with a certificate from files', () => {
    const settings = () => ({ GATEWAY_TLS: 'files', GATEWAY_DATA_DIR: folder });
    const write = async (): Promise<void> => {
      const made = await generate([{ name: 'commonName', value: 'voice.example' }], {
        keyType: 'ec',
        algorithm: 'sha256',
      });
      await writeFile(join(folder, 'gateway-cert.pem'), made.cert);
      await writeFile(join(folder, 'gateway-key.pem'), made.private);
    };

    it('loads a new certificate on SIGHUP, and keeps its own if there is none', async () => {
      await write();
      const gateway = await startGateway(UNUSED_PORT, settings());
      const first = await fingerprintOf(gateway);
      expect(await headersOf(gateway)).toHaveProperty('strict-transport-security');

      await writeFile(join(folder, 'gateway-key.pem'), 'broken');
      gateway.signal('SIGHUP');
      await gateway.logged('certificate-not-renewed');
      expect(await fingerprintOf(gateway)).toBe(first);

      await write();
      gateway.signal('SIGHUP');
      await gateway.logged('certificate-renewed');
      expect(await fingerprintOf(gateway)).not.toBe(first);
    });

    it('accepts the host names in it', async () => {
      await write();
      const { url } = await startGateway(UNUSED_PORT, settings());
      for (const [host, status] of Object.entries({ 'voice.example': 404, 'evil.example': 421 })) {
        const options = { headers: { host }, rejectUnauthorized: false };
        const [answer] = await once(get(`${url}/missing.js`, options), 'response');
        expect(answer.resume().statusCode).toBe(status);
      }
    });

    it('does not start without one, and names the missing file', async () => {
      await expect(startGateway(UNUSED_PORT, settings())).rejects.toThrow('GATEWAY_TLS_CERT_FILE');
    });
  });

  it('is required for other machines, unless configured otherwise for a proxy', async () => {
    const open = { GATEWAY_HOST: '0.0.0.0' };
    await expect(startGateway(UNUSED_PORT, open)).rejects.toThrow('GATEWAY_TLS=self-signed');
    const proxied = await startGateway(UNUSED_PORT, {
      ...open,
      GATEWAY_ALLOW_INSECURE_HTTP: 'true',
    });
    expect(proxied.url).toMatch(/^http:/);
  });
});
