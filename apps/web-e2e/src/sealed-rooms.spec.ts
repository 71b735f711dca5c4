import { expect } from '@playwright/test';
import { parseWav, VOICE_SAMPLING_RATE } from '@sealwave/audio';
import { likeness } from './support/likeness';
import { RoomView } from './support/pages/room-view';
import { type Sealwave, test } from './support/sealwave-test';
import { TalkPage } from './support/pages/talk-page';

const CLIPBOARD = { permissions: ['microphone', 'clipboard-read', 'clipboard-write'] };
const ENCRYPTED = 'End-to-end encrypted';

/** Somebody in a room. */
interface Person {
  readonly talk: TalkPage;
  readonly room: RoomView;
}

/** Ann, in a room that she has made, and its invite. */
async function made(sealwave: Sealwave): Promise<Person & { invite: string }> {
  const talk = await sealwave.join(CLIPBOARD);
  const room = new RoomView(talk.page);
  await room.press('Create room');
  await room.callOneself('Ann');
  return { talk, room, invite: await room.copied('Copy invite') };
}

/** Somebody who opens a link. */
async function invited(sealwave: Sealwave, link: string, name: string): Promise<Person> {
  const talk = new TalkPage((await sealwave.join(CLIPBOARD)).page);
  await talk.open(link);
  const room = new RoomView(talk.page);
  await room.callOneself(name);
  return { talk, room };
}

/** Waits until everybody can hear this person. */
async function isHeard({ talk }: Person, label = ENCRYPTED): Promise<void> {
  await expect(talk.page.getByTestId('security').locator('summary')).toContainText(label);
}

test('what one says in a room the other hears, both ways, sealed in the page and with the same report', async ({
  sealwave,
}) => {
  const ann = await made(sealwave);
  const ben = await invited(sealwave, ann.invite, 'Ben');
  for (const [from, to, name] of [
    [ann, ben, 'Ann'],
    [ben, ann, 'Ben'],
  ] as const) {
    await expect(to.room.member(name)).toBeVisible();
    await isHeard(from);
    await from.talk.record(3);
    const recorded = await from.talk.ownRecording();
    await from.talk.send();
    await expect(from.talk.page.getByText('The other person here can hear you')).toBeVisible();
    await expect(to.talk.messages).toHaveCount(1);
    const message = to.talk.messages.first();
    await expect(message).toContainText(name);
    await expect(message.getByTestId('verified')).toContainText(
      `Signed by ${name}: complete and unaltered`,
    );
    const { samplingRate, channels } = parseWav(await to.talk.newestAudio()).readAll();
    expect(samplingRate).toBe(VOICE_SAMPLING_RATE);
    expect(likeness(channels[0], recorded)).toBeGreaterThanOrEqual(0.98);
    expect(await to.talk.receivedSnrDb()).toBe(await from.talk.snrDb());
    expect(await to.talk.receivedFigures()).toEqual(await from.talk.sentFigures());
    await to.talk.playNewestToItsEnd();
  }
});
