import { AxeBuilder } from '@axe-core/playwright';
import { expect } from '@playwright/test';
import { RoomView } from './support/pages/room-view';
import { type Sealwave, test } from './support/sealwave-test';
import { TalkPage } from './support/pages/talk-page';

const CLIPBOARD = { permissions: ['microphone', 'clipboard-read', 'clipboard-write'] };
const SCREENS = [
  { name: 'phone', viewport: { width: 390, height: 844 }, colorScheme: 'dark' },
  { name: 'desktop', viewport: { width: 1280, height: 800 }, colorScheme: 'light' },
] as const;

/** Ann, in a room that she has made, and its invite. */
async function made(sealwave: Sealwave, options = {}) {
  const ann = await sealwave.join({ ...CLIPBOARD, ...options });
  const room = new RoomView(ann.page);
  await room.press('Create room');
  await ann.isConnected();
  await room.callOneself('Ann');
  return { ann, room, invite: await room.copied('Copy invite') };
}

/** Somebody who opens a link. */
async function invited(sealwave: Sealwave, link: string, name: string) {
  const talk = new TalkPage((await sealwave.join(CLIPBOARD)).page);
  await talk.open(link);
  const room = new RoomView(talk.page);
  await room.callOneself(name);
  return { talk, room };
}

test('people in a room hear and see each other, and nobody else hears them', async ({
  sealwave,
}) => {
  const { ann, room, invite } = await made(sealwave);
  const ben = await invited(sealwave, invite, 'Ben');
  const cyd = await sealwave.join();
  await expect(room.member('Ben')).toBeVisible();
  await expect(ben.room.member('Ann')).toBeVisible();
  await expect(new RoomView(cyd.page).member('Ann')).toHaveCount(0);

  await ann.recordButton.press('Enter');
  await expect(ben.room.member('Ann')).toContainText('Speaking…');
  await ann.hasSpoken(1);
  await ann.stopButton.click();
  await expect(ben.room.member('Ann')).not.toContainText('Speaking…');
  await ann.send();
  await expect(ann.page.getByText('The other person here can hear you')).toBeVisible();
  await expect(ben.talk.messages).toHaveCount(1);
  await expect(ben.talk.messages.first()).toContainText('Ann');
  await expect(cyd.messages).toHaveCount(0);
});

test('TM-I3 the secret of a link is in no address and in no log, and a reload stays in the room', async ({
  sealwave,
}) => {
  const { ann, room, invite } = await made(sealwave);
  const { hash, pathname } = new URL(invite);
  const ben = await invited(sealwave, invite, 'Ben');
  expect(new URL(ben.talk.page.url()).hash).toBe('');
  expect(new URL(ben.talk.page.url()).pathname).toBe(pathname);
  await ben.talk.page.reload();
  await ben.talk.isConnected();
  await expect(room.member('Ben')).toBeVisible();
  await ben.talk.page.goBack();
  expect(ben.talk.page.url()).not.toContain(hash);
  const secret = new URLSearchParams(hash.slice(1)).get('k') ?? '';
  expect(secret).toHaveLength(43);
  expect(ann.page.url()).not.toContain(secret);
  for (const server of [sealwave.gateway, sealwave.voiceServer]) {
    expect(server.output).not.toContain(secret);
  }
});

test('a link that does not fit is refused in words, and leads nowhere', async ({ sealwave }) => {
  const { room, invite } = await made(sealwave);
  const stranger = await sealwave.join();
  const old = `${sealwave.gateway.url}/r/${'A'.repeat(22)}#v=1&k=${'A'.repeat(43)}`;
  await stranger.page.goto(old);
  await expect(stranger.page.getByRole('alert')).toContainText('earlier version');
  await stranger.page.goto(invite.replace('f=00', 'f=01'));
  await expect(stranger.page.getByRole('alert')).toContainText('link is incomplete');
  await stranger.page.goto(invite.slice(0, -5));
  await expect(stranger.page.getByRole('alert')).toContainText('link is incomplete');
  await stranger.page.goto(`${sealwave.gateway.url}/r/${'B'.repeat(24)}`);
  await expect(stranger.page.getByRole('alert')).toContainText('missing its key');
  await expect(stranger.connection).toHaveAttribute('data-state', 'disconnected');
  await expect(stranger.page.getByRole('button', { name: 'Connect', exact: true })).toHaveCount(0);
  await expect(room.members).toHaveCount(1);
});

test('a whole link, put where half of it was, leads into its room and leaves no trace', async ({
  sealwave,
}) => {
  const { room, invite } = await made(sealwave);
  const [bare, fragment] = invite.split('#');
  const { page } = await sealwave.join();
  await page.goto(bare);
  await expect(page.getByRole('alert')).toContainText('missing its key');
  await page.goto(invite);
  await expect(new RoomView(page).member('Ann')).toBeVisible();
  await expect(room.members).toHaveCount(2);
  expect(page.url()).toBe(bare);
  await page.goBack();
  expect(page.url()).not.toContain(fragment);
  await page.goForward();
  expect(page.url()).not.toContain(fragment);
});

test('who made the room mutes and removes; others have no buttons for it', async ({ sealwave }) => {
  const { ann, room, invite } = await made(sealwave);
  const ben = await invited(sealwave, invite, 'Ben');
  await expect(ben.room.region.getByRole('button', { name: 'Mute' })).toHaveCount(0);
  await room.member('Ben').getByRole('button', { name: 'Mute' }).click();
  await expect(ben.room.member('Ben')).toContainText('Muted by a moderator');
  await expect(ben.talk.status).toHaveText('Muted by a moderator');
  await ben.talk.recordButton.click({ force: true });
  await ben.talk.page.keyboard.press('Space');
  await expect(ben.talk.status).toHaveText('Muted by a moderator');
  await room.member('Ben').getByRole('button', { name: 'Unmute' }).click();
  await expect(ben.talk.status).toHaveText('Hold to talk');
  await room.member('Ben').getByRole('button', { name: 'Remove' }).click();
  await expect(room.question).toContainText('Remove Ben?');
  await room.confirm('Remove Ben');
  await expect(ben.talk.connection).toContainText('You were removed from this room');
  await expect(room.members).toHaveCount(1);
  await expect(ann.messages).toHaveCount(0);

  const link = await room.copied('Copy moderator link');
  await ann.open(link);
  await expect(room.region.getByRole('button', { name: 'Copy moderator link' })).toBeVisible();
  await ann.page.goto(invite);
  await expect(room.region.getByRole('button', { name: 'Copy moderator link' })).toBeVisible();
});

test('a guest with the listen-only link hears the room, and is not heard', async ({ sealwave }) => {
  const { ann, room } = await made(sealwave);
  const dan = await invited(sealwave, await room.copied('Copy listen-only link'), 'Dan');
  expect(new URL(dan.talk.page.url()).hash).toBe('');
  await expect(room.member('Dan')).toContainText('Listener');
  await expect(dan.room.region).toContainText('others cannot hear you');
  await expect(dan.room.region.getByRole('button', { name: /Copy/ })).toHaveCount(0);
  await expect(dan.talk.status).toHaveText('Listen-only: others cannot hear you');
  await expect(dan.talk.recordButton).toHaveAttribute('aria-disabled', 'true');
  await ann.record(1);
  await ann.send();
  await expect(ann.page.getByText('The other person here can hear you')).toBeVisible();
  await expect(dan.talk.messages).toHaveCount(1);
  await expect(ann.messages).toHaveCount(0);
  await dan.talk.page.reload();
  await dan.talk.isConnected();
  await expect(room.member('Dan')).toContainText('Listener');
});

test('the lab does not leave the room, and the lobby does', async ({ sealwave }) => {
  const { ann, room, invite } = await made(sealwave);
  const ben = await invited(sealwave, invite, 'Ben');
  await ann.page.getByRole('link', { name: 'Quality lab' }).click();
  await expect(ann.page.getByRole('heading', { name: /lab/i }).first()).toBeVisible();
  await expect(ben.room.member('Ann')).toBeVisible();
  await ann.page.getByRole('link', { name: 'Talk' }).click();
  await expect(room.member('Ben')).toBeVisible();
  await room.region.getByRole('link', { name: 'Leave room' }).click();
  await expect(room.region.getByRole('heading', { level: 2 })).toHaveText('Open channel');
  await expect(ben.room.member('Ann')).toHaveCount(0);
});

test('another language does not leave the room', async ({ sealwave }) => {
  const { ann, invite } = await made(sealwave);
  const ben = await invited(sealwave, invite, 'Ben');
  await ann.page.getByRole('link', { name: 'Deutsch' }).click();
  await expect(
    ann.page.getByRole('region', { name: 'Raum' }).getByText('Ben', { exact: true }),
  ).toBeVisible();
  await expect(ben.room.member('Ann')).toBeVisible();
});

for (const { name, ...options } of SCREENS) {
  test(`the room fits the screen, works by keyboard, and axe finds nothing: ${name}`, async ({
    sealwave,
  }) => {
    const { ann, invite } = await made(sealwave, options);
    const ben = await invited(
      sealwave,
      invite,
      'Ben with a name of forty characters, he says'.slice(0, 40),
    );
    await ann.recordButton.focus();
    await ben.talk.recordButton.press('Enter');
    await ben.talk.hasSpoken(1);
    await expect(new RoomView(ann.page).member('Ben')).toContainText('Speaking…');
    const { violations } = await new AxeBuilder({ page: ann.page }).analyze();
    expect(violations).toEqual([]);
    const { page } = ann;
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
      options.viewport.width,
    );
    await page.screenshot({ path: test.info().outputPath(`room-${name}.png`), fullPage: true });
    const view = new RoomView(page);
    const ban = page.getByRole('button', { name: 'ban' });
    await ban.focus();
    await page.keyboard.press('Enter');
    await expect(view.question).toContainText('same network');
    await expect(view.question.getByRole('button', { name: 'Cancel' })).toBeFocused();
    const asked = await new AxeBuilder({ page }).analyze();
    expect(asked.violations).toEqual([]);
    await page.screenshot({ path: test.info().outputPath(`ban-${name}.png`) });
    await page.keyboard.press('Escape');
    await expect(view.question).toHaveCount(0);
    await expect(ban).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(view.question.getByRole('button', { name: 'Cancel' })).toBeFocused();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect(view.members).toHaveCount(1);
    await expect(ben.talk.connection).toContainText('You were removed from this room');
  });
}
