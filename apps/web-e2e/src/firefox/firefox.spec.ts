import { expect } from '@playwright/test';
import { levelOf, parseWav } from '@sealwave/audio';
import { endOf, MessageCard } from '../support/message-card';
import { ReviewPage } from '../support/review-page';
import { RoomView } from '../support/room-view';
import { type Sealwave, test } from '../support/sealwave-test';
import { TalkPage } from '../support/talk-page';

test.skip(process.env['FIREFOX_PATH'] === '', 'skipped, for there is no Firefox');

/** Ann and Ben in a room that Ann has made. */
async function twoInARoom(sealwave: Sealwave): Promise<{ ann: TalkPage; ben: TalkPage }> {
  const ann = await sealwave.join();
  const room = new RoomView(ann.page);
  await room.press('New room');
  await ann.isConnected();
  await room.callOneself('Ann');
  const invite = await room.copied('Copy invite');

  const ben = new TalkPage((await sealwave.join()).page);
  await ben.open(invite);
  await new RoomView(ben.page).callOneself('Ben');
  await expect(room.member('Ben')).toBeVisible();
  return { ann, ben };
}

test('Firefox records, sends, receives and plays in a room', async ({ sealwave }) => {
  const { ann, ben } = await twoInARoom(sealwave);
  await ann.record(2);
  await ann.send();
  await expect(ann.page.getByText('for one other person')).toBeVisible();
  await expect(ben.messages).toHaveCount(1);
  await expect(ben.messages.first()).toContainText('Ann');

  const { samplingRate, channels } = parseWav(await ben.newestAudio()).readAll();
  expect(channels[0].length / samplingRate).toBeGreaterThanOrEqual(1.9);
  expect(levelOf(channels[0]).rmsDbfs).toBeGreaterThan(-40); // the tone of Firefox's microphone
  const endedAt = await ben.playNewestToItsEnd();
  expect(endedAt).toBeCloseTo(channels[0].length / samplingRate, 1);

  await ben.record(1);
  await ben.send();
  await expect(ann.messages).toHaveCount(1);
});

test('Firefox encrypts, and unlocks what it has encrypted', async ({ sealwave }) => {
  const { ann, ben } = await twoInARoom(sealwave);
  const review = new ReviewPage(ann.page);
  await ann.record(2);
  await review.encrypt();
  const code = await review.copyCode();
  await ann.send();

  const card = MessageCard.newest(ben);
  await expect(card.codeField).toBeVisible();
  await expect(card.voice).toHaveCount(0);
  await card.unlock(code);
  await expect(card.voice).toHaveCount(1);
  const ended = endOf(card.voice);
  await card.play();
  await ended;
});
