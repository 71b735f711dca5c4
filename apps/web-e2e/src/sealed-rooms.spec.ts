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

test('two people who have compared their code are verified, until one comes with another identity', async ({
  sealwave,
}) => {
  const ann = await made(sealwave);
  const ben = await invited(sealwave, ann.invite, 'Ben');
  for (const person of [ann, ben]) {
    await isHeard(person);
    await person.talk.page.getByText('Safety codes').click();
    await expect(person.talk.page.getByTestId('room-code').locator('dd')).toHaveText(/^[\d ]{35}$/);
  }
  const codes = ({ talk }: Person) =>
    talk.page.getByTestId('room-safety').locator('dd').allInnerTexts();
  const [ofRoom, ofPair] = (await codes(ann)).map((text) => text.slice(0, 35));
  expect((await codes(ben)).map((text) => text.slice(0, 35))).toEqual([ofRoom, ofPair]);
  await ann.talk.page.getByRole('button', { name: 'Mark Ben as verified' }).click();
  await isHeard(ann, 'End-to-end encrypted and verified');
  await expect(ann.room.member('Ben')).toContainText('Verified');
  await ben.talk.record(1);
  await ben.talk.send();
  await expect(ann.talk.messages.first().getByTestId('verified')).toContainText('Ben, verified');

  await ben.talk.page.close();
  const other = await invited(sealwave, ann.invite, 'Ben');
  await expect(ann.talk.page.getByTestId('identity-changed')).toContainText('another identity');
  await isHeard(ann, 'Identity changed');
  await other.talk.record(1);
  await other.talk.send();
  await expect(ann.talk.page.getByTestId('identity-changed')).toContainText('held back');
  await expect(ann.talk.messages).toHaveCount(1);
  await ann.talk.page.getByRole('button', { name: /^Listen to Ben/ }).click();
  await expect(ann.talk.messages).toHaveCount(2);
});

test('a page that came without TLS offers no room', async ({ sealwave }) => {
  const { invite } = await made(sealwave);
  const { page } = await sealwave.join();
  await page.addInitScript(() => {
    Object.defineProperty(crypto, 'subtle', { value: undefined });
  });
  await page.goto(invite);
  await expect(page.getByRole('alert')).toContainText('Rooms need HTTPS');
});
