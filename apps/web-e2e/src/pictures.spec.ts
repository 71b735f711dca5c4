import { join } from 'node:path';
import { expect } from '@playwright/test';
import { LabPage } from './support/pages/lab-page';
import { RoomView } from './support/pages/room-view';
import { TalkPage } from './support/pages/talk-page';
import { test } from './support/sealwave-test';

/** The pictures of the README; copy them to `docs/images` when the page looks different. */
const IMAGES = join(__dirname, '../../../tmp/screenshots/readme');
const screen = (height: number) =>
  ({ viewport: { width: 1280, height }, colorScheme: 'dark' }) as const;
const CLIPBOARD = { permissions: ['microphone', 'clipboard-read', 'clipboard-write'] };

test('a room with people, a recording and a message looks as in the README', async ({
  sealwave,
}) => {
  const ann = await sealwave.join({ ...screen(1000), ...CLIPBOARD });
  const room = new RoomView(ann.page);
  await room.press('Create room');
  await ann.isConnected();
  await room.callOneself('Ann');
  const invite = await room.copied('Copy invite');
  const join = async (name: string, link = invite) => {
    const talk = new TalkPage((await sealwave.join(CLIPBOARD)).page);
    await talk.open(link);
    await new RoomView(talk.page).callOneself(name);
    return talk;
  };
  const [ben, cyd] = [await join('Ben'), await join('Cyd')];
  await join('Dan', await room.copied('Copy listen-only link'));
  await cyd.record(2);
  await cyd.send();
  await expect(ann.messages).toHaveCount(1);
  await ann.recordButton.press('Enter');
  await ann.hasSpoken(1);
  await ben.recordButton.press('Enter');
  await expect(room.member('Ben')).toContainText('Speaking…');
  await expect(room.member('Dan')).toContainText('Listener');
  await ann.page.screenshot({ path: `${IMAGES}/talk.png` });
});

test('the quality lab looks as in the README', async ({ sealwave }) => {
  const { page } = await sealwave.join(screen(1400));
  const lab = new LabPage(page);
  await lab.visit();
  await expect(lab.status).toContainText('0:07.1');
  await page
    .getByRole('heading', { name: 'Hear the difference' })
    .evaluate((heading) => heading.scrollIntoView());
  await page.screenshot({ path: `${IMAGES}/lab.png` });
});
