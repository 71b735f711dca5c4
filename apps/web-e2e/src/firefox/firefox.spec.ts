import { expect, type Locator } from '@playwright/test';
import { levelOf, parseWav, VOICE_SAMPLING_RATE } from '@sealwave/audio';
import { bestCorrelation } from '@sealwave/testing';
import { MessageCard } from '../support/pages/message-card';
import { ReviewPage } from '../support/pages/review-page';
import { RoomView } from '../support/pages/room-view';
import { type Sealwave } from '../support/sealwave-test';
import { TalkPage } from '../support/pages/talk-page';
import { test } from './firefox-test';

test.skip(process.env['FIREFOX_PATH'] === '', 'skipped, for there is no Firefox');

/** A twentieth of a second. */
const PIECE = VOICE_SAMPLING_RATE / 20;

/** Ann and Ben in a room that Ann has made. */
async function twoInARoom(sealwave: Sealwave): Promise<{ ann: TalkPage; ben: TalkPage }> {
  const ann = await sealwave.join();
  const room = new RoomView(ann.page);
  await room.press('Create room');
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

/** For how many seconds something of the same shape as a piece of `sound` is in what was `heard`; both at 8 kHz. */
function secondsOf(sound: Float32Array, heard: Float32Array): number {
  const alike = piecesOf(heard).filter((piece) => {
    const { coefficient } = bestCorrelation(piece, sound.subarray(sound.length / 2), PIECE);
    return coefficient > 0.95;
  });
  return (alike.length * PIECE) / VOICE_SAMPLING_RATE;
}

function piecesOf(sound: Float32Array): Float32Array[] {
  const count = Math.floor(sound.length / PIECE);
  return Array.from({ length: count }, (_, i) => sound.subarray(i * PIECE, (i + 1) * PIECE));
}

test('Firefox records, sends and receives in a room', async ({ sealwave }) => {
  const { ann, ben } = await twoInARoom(sealwave);
  await ann.record(2);
  await ann.send();
  await expect(ann.page.getByText('The other person here can hear you')).toBeVisible();
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
  // In the open channel: in a room everything is sealed anyway.
  const [ann, ben] = [await sealwave.join(), await sealwave.join()];
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

test('Firefox plays what it has received, and it is heard', async ({ sealwave, soundCard }) => {
  test.skip(soundCard === null, 'skipped, for there is no PulseAudio');
  const { ann, ben } = await twoInARoom(sealwave);
  await ann.record(2);
  await ann.send();
  await expect(ben.messages).toHaveCount(1);
  const [sent] = parseWav(await ben.newestAudio()).readAll().channels;
  const seconds = sent.length / VOICE_SAMPLING_RATE;

  const ear = await soundCard!.listen();
  await expect.poll(() => ear.heard.length).toBeGreaterThanOrEqual(VOICE_SAMPLING_RATE);
  expect(secondsOf(sent, ear.heard)).toBe(0); // nobody has pressed Play
  expect(await ben.playNewestToItsEnd()).toBeCloseTo(seconds, 1);
  await expect.poll(() => secondsOf(sent, ear.heard)).toBeGreaterThanOrEqual(0.9 * seconds);
  ear.close();
});
