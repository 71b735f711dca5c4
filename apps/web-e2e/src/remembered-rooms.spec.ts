import { expect, type Page } from '@playwright/test';
import { expectNoViolations } from './support/accessibility';
import { RoomView } from './support/pages/room-view';
import { type Sealwave, test } from './support/sealwave-test';
import { TalkPage } from './support/pages/talk-page';

/** Ann, who has made a room, and the address of it. */
async function made(sealwave: Sealwave, options = {}) {
  const ann = await sealwave.join(options);
  const room = new RoomView(ann.page);
  await room.press('Create room');
  await ann.isConnected();
  await expect(ann.page.getByText('This browser remembers this room.')).toBeVisible();
  return { ann, room, address: ann.page.url() };
}

/** The same browser, after its tab was closed. */
async function anotherTab({ page }: TalkPage): Promise<Page> {
  const context = page.context();
  const next = await context.newPage();
  await page.close();
  return next;
}

test('a room and the right to moderate it are there after its tab was closed', async ({
  sealwave,
}) => {
  const { ann, address } = await made(sealwave);
  const page = await anotherTab(ann);
  await new TalkPage(page).open(new URL('/', address).href);
  await expect(page).toHaveTitle('Open channel · Sealwave');
  await page.getByRole('link', { name: /^Room / }).click();
  const again = new TalkPage(page);
  await again.isConnected();
  await expect(page).toHaveURL(address);
  await expect(page).toHaveTitle(/^Room .{4} · Sealwave$/);
  await expect(new RoomView(page).region).toContainText('Copy moderator link');
});

test('a room that was forgotten is in no tab any more', async ({ sealwave }) => {
  const { ann, address } = await made(sealwave);
  const other = await ann.page.context().newPage();
  await new TalkPage(other).open(new URL('/', address).href);
  await expect(other.getByRole('link', { name: /^Room / })).toBeVisible();
  await ann.page.getByRole('button', { name: /^Forget Room/ }).click();
  await expectNoViolations(ann.page, 'asking whether to forget a room');
  await ann.page.getByRole('button', { name: 'Forget', exact: true }).click();
  await expect(ann.page).toHaveURL(new URL('/', address).href);
  await expect(other.getByRole('link', { name: /^Room / })).toHaveCount(0);
  await other.goto(address);
  await expect(other.getByRole('alert')).toBeVisible();
});

test('a browser without a database keeps a room for the tab, and says so', async ({ sealwave }) => {
  const ann = await sealwave.join();
  await ann.page.addInitScript(() => {
    Object.defineProperty(window, 'indexedDB', {
      get: () => {
        throw new DOMException('denied', 'SecurityError');
      },
    });
  });
  await ann.page.reload();
  await ann.isConnected();
  await new RoomView(ann.page).press('Create room');
  await expect(ann.page.getByTestId('not-lasting')).toBeVisible();
  await ann.isConnected();
  await ann.page.reload();
  await ann.isConnected();
  await expect(ann.page).toHaveTitle(/^Room /);
});

test('messages stay in their room, and are not lost without a question', async ({ sealwave }) => {
  const { ann, address } = await made(sealwave, {
    permissions: ['microphone', 'clipboard-read', 'clipboard-write'],
  });
  const invite = await new RoomView(ann.page).copied('Copy invite');
  const ben = new TalkPage((await sealwave.join()).page);
  await ben.open(invite);
  await expect(new RoomView(ben.page).members).toHaveCount(2);
  await ann.record(1);
  await ann.send();
  await expect(ben.messages).toHaveCount(1);
  await ben.page.getByRole('link', { name: /lobby|Leave/i }).click();
  await ben.isConnected();
  await expect(ben.messages).toHaveCount(0);
  await ben.page.getByRole('link', { name: /^Room / }).click();
  await ben.isConnected();
  await expect(ben.messages).toHaveCount(1);

  const asked = ben.page.waitForEvent('dialog');
  const reloading = ben.page.reload().catch(() => undefined);
  const dialog = await asked;
  expect(dialog.type()).toBe('beforeunload');
  await dialog.accept();
  await reloading;
  await expect(ben.page).toHaveURL(address);
});
