import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { type Sealwave, test } from './support/sealwave-test';

test.use({ ownServers: true });

const VOICE_SERVER = join(__dirname, '../../../dist/apps/voice-server/main.js');

/** What somebody who runs the server is told of it, to be compared with what the page shows. */
function fingerprintOf({ data }: Sealwave): string {
  const env = { ...process.env, VOICE_DATA_DIR: data };
  return execFileSync(process.execPath, [VOICE_SERVER, 'identity', '--show'], { env })
    .toString()
    .trim();
}

const security = (page: Page) => page.getByTestId('security');

test('a first contact is shown as one, with the fingerprint, and later as a server that is known', async ({
  sealwave,
}) => {
  const ann = await sealwave.join();
  await expect(security(ann.page)).toHaveAttribute('data-level', 'first-contact');
  await security(ann.page).locator('summary').click();
  const panel = ann.page.getByTestId('connection-panel');
  await expect(panel.getByRole('heading')).toHaveText('First connection to this server');
  await expect(panel).toContainText(fingerprintOf(sealwave));

  const ben = await sealwave.join();
  await expect(security(ben.page)).toHaveAttribute('data-level', 'pinned');
  await expect(security(ben.page).locator('summary')).toContainText('Encrypted to the server');
});

test('A2: a changed server identity ends the connection, and nothing that is clicked passes over it', async ({
  sealwave,
}) => {
  const ann = await sealwave.join();
  const before = fingerprintOf(sealwave);
  await ann.record(1);
  await sealwave.voiceServer.kill();
  rmSync(join(sealwave.data, 'identity.key'));
  await sealwave.voiceServer.start();

  await expect(ann.connection).toHaveAttribute('data-state', 'failed');
  await expect(ann.connection).toContainText(before);
  await expect(ann.connection).toContainText(fingerprintOf(sealwave));
  await expect(security(ann.page)).toHaveAttribute('data-level', 'blocked');

  await ann.page.getByRole('button', { name: 'Try again' }).click();
  await expect(ann.connection).toHaveAttribute('data-state', 'failed');
  await ann.page.reload();
  await expect(ann.connection).toHaveAttribute('data-state', 'failed');
  await expect(security(ann.page)).toHaveAttribute('data-level', 'blocked');
});
