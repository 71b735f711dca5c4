import { expect } from '@playwright/test';
import { test } from './support/sealwave-test';

test.use({ ownServers: true });

test('a voice server that is killed shows, and heals when it is back', async ({ sealwave }) => {
  const ann = await sealwave.join();
  const ben = await sealwave.join();
  await ann.record(1);

  await sealwave.voiceServer.kill();
  await expect(ann.connection).toHaveAttribute('data-state', 'reconnecting');
  await expect(ben.connection).toHaveAttribute('data-state', 'reconnecting');
  await expect(ann.page.getByRole('group', { name: 'Your recording' })).toBeVisible();

  await sealwave.voiceServer.start();
  await ann.isConnected();
  await ben.isConnected();
  await ann.send();
  await expect(ben.messages).toHaveCount(1);
});

test('a gateway that is killed shows, and heals when it is back', async ({ sealwave }) => {
  const ann = await sealwave.join();
  const ben = await sealwave.join();
  await ann.record(1);

  await sealwave.gateway.kill();
  await expect(ann.connection).not.toHaveAttribute('data-state', 'connected');
  await expect(ann.page.getByRole('group', { name: 'Your recording' })).toBeVisible();

  await sealwave.gateway.start();
  await ann.isConnected();
  await ben.isConnected();
  await ann.send();
  await expect(ben.messages).toHaveCount(1);
});
