import { expect, type Locator } from '@playwright/test';
import { levelOf, parseWav } from '@sealwave/audio';
import { MessageCard } from '../support/message-card';
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

/** How long the file behind a player is, in seconds, when Firefox decodes it. */
const decodedSeconds = (player: Locator): Promise<number> =>
  player.evaluate(async (audio: HTMLAudioElement) => {
    const file = await (await fetch(audio.src)).arrayBuffer();
    return (await new OfflineAudioContext(1, 1, 8000).decodeAudioData(file)).duration;
  });

/** Resolves when a player has come to its end, with what went wrong: without a sound card Firefox ends at once. */
const problemAtTheEnd = (player: Locator): Promise<string | null> =>
  player.evaluate(
    (audio: HTMLAudioElement) =>
      new Promise<string | null>((resolve) =>
        audio.addEventListener('ended', () => resolve(audio.error?.message ?? null)),
      ),
  );

test('Firefox records, sends and receives in a room', async ({ sealwave }) => {
  const { ann, ben } = await twoInARoom(sealwave);
  await ann.record(2);
  await ann.send();
  await expect(ann.page.getByText('for one other person')).toBeVisible();
  await expect(ben.messages).toHaveCount(1);
  await expect(ben.messages.first()).toContainText('Ann');

  const { samplingRate, channels } = parseWav(await ben.newestAudio()).readAll();
  expect(channels[0].length / samplingRate).toBeGreaterThanOrEqual(1.9);
  expect(levelOf(channels[0]).rmsDbfs).toBeGreaterThan(-40); // the tone of Firefox's microphone
  expect(await decodedSeconds(ben.messages.first().locator('audio'))).toBeGreaterThanOrEqual(1.9);

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
  expect(await decodedSeconds(card.voice)).toBeGreaterThanOrEqual(1.9);
});

test('Firefox plays what it has received', async ({ sealwave }) => {
  const { ann, ben } = await twoInARoom(sealwave);
  await ann.record(1);
  await ann.send();
  await expect(ben.messages).toHaveCount(1);
  const problem = problemAtTheEnd(ben.messages.first().locator('audio'));
  await ben.messages.first().getByRole('button', { name: /^Play/ }).click();
  test.skip((await problem) === 'OnMediaSinkAudioError', 'skipped, for there is no sound card');
  expect(await problem).toBeNull();
});
