import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { test } from './support/sealwave-test';

/** As another device calls this machine; where there is no network, an address that is not `localhost`. */
const lanAddress =
  Object.values(networkInterfaces())
    .flatMap((all) => all ?? [])
    .find(({ internal, family }) => !internal && family === 'IPv4')?.address ?? '127.0.0.2';

test.describe('with a certificate that the gateway made', () => {
  test.use({
    gatewaySettings: {
      GATEWAY_TLS: 'self-signed',
      GATEWAY_HOST: '0.0.0.0',
      GATEWAY_DATA_DIR: join(__dirname, '../../../tmp/web-e2e-data'),
    },
  });

  test('another device in the network talks, over HTTPS', async ({ sealwave }) => {
    const { port } = new URL(sealwave.gateway.url);
    const baseURL = `https://${lanAddress}:${port}`;
    const ann = await sealwave.join({ ignoreHTTPSErrors: true, baseURL });
    const ben = await sealwave.join({ ignoreHTTPSErrors: true });
    expect(new URL(ann.page.url()).hostname).toBe(lanAddress);
    expect(await ann.page.evaluate(() => isSecureContext)).toBe(true);

    await ann.record(1);
    await ann.send();
    await expect(ben.messages).toHaveCount(1);
    expect(await ben.playNewestToItsEnd()).toBeGreaterThan(0.5);

    const socket = ann.page.waitForEvent('websocket');
    await ann.page.reload();
    expect((await socket).url()).toContain(`wss://${lanAddress}:${port}/socket.io/`);
    await ann.isConnected();
  });

  test('nobody is let in who does not accept it, and the server says what to compare', async ({
    sealwave,
    browser,
  }) => {
    const page = await browser.newPage();
    await expect(page.goto(sealwave.gateway.url)).rejects.toThrow('ERR_CERT_AUTHORITY_INVALID');
    await page.close();
    expect(sealwave.gateway.output).toMatch(/"fingerprint":"([0-9A-F]{2}:){31}[0-9A-F]{2}"/);
    expect(sealwave.gateway.output).not.toContain('PRIVATE KEY');
  });
});
