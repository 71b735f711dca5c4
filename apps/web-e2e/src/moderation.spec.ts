import { expect, type Locator } from '@playwright/test';
import { RoomView } from './support/pages/room-view';
import { type Sealwave, test } from './support/sealwave-test';
import { TalkPage } from './support/pages/talk-page';

const CLIPBOARD = { permissions: ['microphone', 'clipboard-read', 'clipboard-write'] };

/** Ann, who moderates a room, and others in it, in this order. */
async function roomOf(sealwave: Sealwave, ...names: readonly string[]) {
  const ann = await sealwave.join(CLIPBOARD);
  const room = new RoomView(ann.page);
  await room.press('Create room');
  await ann.isConnected();
  await room.callOneself('Ann');
  const invite = await room.copied('Copy invite');
  const others = new Map<string, TalkPage>();
  for (const name of names) {
    const talk = new TalkPage((await sealwave.join(CLIPBOARD)).page);
    await talk.open(invite);
    await new RoomView(talk.page).callOneself(name);
    await expect(room.member(name)).toBeVisible();
    others.set(name, talk);
  }
  return { ann, room, invite, others };
}

/** Where something is on the screen, or was. */
async function topOf(place: Locator): Promise<number> {
  const box = await place.boundingBox();
  if (box === null) throw new Error('it is not on the screen');
  return box.y;
}

test('a button does it to whom it is for, though somebody above leaves at that moment', async ({
  sealwave,
}) => {
  const { ann, room, others } = await roomOf(sealwave, 'Ben', 'Cyd', 'Dan');
  const ban = room.member('Cyd').getByRole('button', { name: 'Ban Cyd' });
  await ban.hover();
  const before = await topOf(ban);
  await others.get('Ben')?.page.close();
  await expect(room.member('Ben')).toContainText('Left');
  expect(await topOf(ban)).toBe(before);
  // Where the pointer rests, and nowhere else.
  await ann.page.mouse.down();
  await ann.page.mouse.up();
  await expect(room.question).toContainText('Ban Cyd?');
  await room.question.getByRole('button', { name: 'Cancel' }).click();
  await ann.page.mouse.move(1, 1);
  await ann.page.locator('h2').first().focus();
  await expect(room.member('Ben')).toHaveCount(0);
  await room.member('Cyd').getByRole('button', { name: 'Remove Cyd' }).click();
  await room.confirm('Remove Cyd');
  await expect(room.member('Cyd')).toHaveCount(0);
  await expect(room.member('Dan')).toBeVisible();
});

test('no row moves because somebody speaks or is muted', async ({ sealwave }) => {
  const { room, others } = await roomOf(sealwave, 'Ben', 'Cyd');
  const mute = room.member('Cyd').getByRole('button', { name: 'Mute Cyd' });
  const before = await topOf(mute);
  await others.get('Ben')?.recordButton.press('Enter');
  await expect(room.member('Ben')).toContainText('Speaking…');
  expect(await topOf(mute)).toBe(before);
  await room.member('Ben').getByRole('button', { name: 'Mute Ben' }).click();
  await expect(room.member('Ben')).toContainText('Muted by a moderator');
  expect(await topOf(mute)).toBe(before);
});

test('a mute ends what is being said, and keeps it until it is over', async ({ sealwave }) => {
  const { ann, room, others } = await roomOf(sealwave, 'Ben');
  const ben = others.get('Ben');
  if (!ben) throw new Error('Ben is not there');
  await ben.recordButton.press('Enter');
  await ben.hasSpoken(1);
  await room.member('Ben').getByRole('button', { name: 'Mute Ben' }).click();
  await expect(ben.status).toHaveText('Ready to send');
  await expect(ben.page.getByTestId('unheard')).toContainText('You are muted');
  await expect(ben.sendButton).toHaveAttribute('aria-disabled', 'true');
  await room.member('Ben').getByRole('button', { name: 'Unmute Ben' }).click();
  await expect(ben.page.getByTestId('unheard')).toHaveCount(0);
  await ben.send();
  await expect(ann.messages).toHaveCount(1);
});

test('what was recorded in one room goes to the next one only if a person says so', async ({
  sealwave,
}) => {
  const { ann, room } = await roomOf(sealwave, 'Ben');
  const dan = await sealwave.join();
  await ann.recordButton.press('Enter');
  await ann.hasSpoken(1);
  await room.region.getByRole('link', { name: 'Leave room' }).click();
  await expect(ann.status).toHaveText('Ready to send');
  await expect(ann.page.getByTestId('astray')).toContainText('in another room');
  await ann.isConnected();
  await expect(ann.page.getByRole('button', { name: 'Send', exact: true })).toHaveCount(0);
  await expect(dan.messages).toHaveCount(0);
  await ann.page.getByRole('button', { name: 'Send to this room' }).click();
  await expect(ann.status).toHaveText('Sent');
  await expect(dan.messages).toHaveCount(1);
});

test('who comes, speaks and goes is said to a screen reader', async ({ sealwave }) => {
  const { ann, others } = await roomOf(sealwave, 'Ben');
  const news = ann.page.getByTestId('room-news');
  await expect(news).toHaveAttribute('aria-live', 'polite');
  await others.get('Ben')?.recordButton.press('Enter');
  await expect(news).toContainText('Speaking: Ben.');
  await others.get('Ben')?.page.close();
  await expect(news).toContainText('Left: Ben.');
});
