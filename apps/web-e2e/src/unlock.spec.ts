import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { parseWav } from '@sealwave/audio';
import { formatUnlockCode, sealRecording, unlockLink } from '@sealwave/e2ee';
// A sender and a man in the middle that share no code with what they are tried against.
import { type Hop, join as joinLobby } from '../../system-e2e/src/conformance/hop';
import { nativeSealed } from '../../system-e2e/src/conformance/native-message';
import { TamperingProxy } from '../../system-e2e/src/integration/tampering-proxy';
import { endOf, MessageCard } from './support/pages/message-card';
import { type Sealwave, test } from './support/sealwave-test';
import { ServerProcess } from './support/server-process';
import { fileOf, TalkPage } from './support/pages/talk-page';

test.use({ ownServers: true });

/** What a browser recorded of a human voice. */
const VOICE = Uint8Array.from(
  readFileSync(join(__dirname, '../../../libs/testing/assets/librivox-0930.webm')),
);
const PLAIN = readFileSync(join(__dirname, '../../../libs/testing/assets/librivox-0930.wav'));

const portOf = ({ address }: ServerProcess): number => Number(address.split(':')[1]);

/** Somebody who sends what a test wants sent. */
async function sender({ voiceServer }: Sealwave): Promise<Hop> {
  const hop = await joinLobby(portOf(voiceServer));
  hop.announce();
  return hop;
}

async function sealedVoice(): Promise<{
  file: Buffer;
  code: string;
  link: (of: string) => string;
}> {
  const { file, key } = await sealRecording(VOICE);
  const link = (origin: string) => unlockLink(origin, key);
  return { file: Buffer.from(file), code: formatUnlockCode(key), link };
}

async function expectVoice(card: MessageCard): Promise<void> {
  expect(Buffer.compare(await fileOf(card.voice), VOICE)).toBe(0);
}

test('a sealed message is quiet noise until its code is there, and then the voice', async ({
  sealwave,
}) => {
  const ben = await sealwave.join();
  const card = MessageCard.newest(ben);
  const { file, code } = await sealedVoice();
  (await sender(sealwave)).send(nativeSealed(file));
  await expect(card.codeField).toBeVisible();
  await expect(card.voice).toHaveCount(0);

  const noise = parseWav(await fileOf(card.noise)).readAll().channels[0];
  expect(noise.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0)).toBeLessThanOrEqual(
    0.1,
  );
  expect(Math.abs(noise[1])).toBeLessThan(0.001);

  await card.unlock('open sesame');
  await expect(card.problem).toContainText("That's not a code");
  await card.unlock(code.replace(/^./, (first) => (first === 'A' ? 'B' : 'A')));
  await expect(card.problem).toContainText('There is a mistake in this code');
  await card.unlock((await sealedVoice()).code);
  await expect(card.problem).toContainText('Wrong code: it belongs to another message');
  await expect(card.voice).toHaveCount(0);

  await card.codeField.fill(code.toLowerCase().replaceAll('-', ' '));
  await ben.page.keyboard.press('Enter');
  await expect(card.check).toHaveText('Verified: exactly as it was sealed');
  await expectVoice(card);
  const ended = endOf(card.voice);
  await card.play();
  await ended;
  await expect(ben.page).toHaveTitle('Open channel · Sealwave');

  await card.hear('noise');
  await expect(card.noise).toHaveCount(1);
  await expect(card.voice).toHaveCount(0);
});

test('a sealed file that comes as a plain sound is locked as well', async ({ sealwave }) => {
  const ben = await sealwave.join();
  const card = MessageCard.newest(ben);
  const { file, link } = await sealedVoice();
  (await joinLobby(portOf(sealwave.voiceServer))).send(file);
  await expect(card.codeField).toBeVisible();
  await expect(card.voice).toHaveCount(0);
  await card.unlock(link(new URL(ben.page.url()).origin));
  await expect(card.voice).toHaveCount(1);
  await expectVoice(card);
});

test('a link unlocks in the tab that has the message, and its code is gone at once', async ({
  sealwave,
}) => {
  const ben = await sealwave.join();
  const card = MessageCard.newest(ben);
  const [first, later] = [await sealedVoice(), await sealedVoice()];
  const ann = await sender(sealwave);
  const { origin } = new URL(ben.page.url());
  ann.send(nativeSealed(first.file));
  await expect(card.codeField).toBeVisible();

  await ben.page.goto(first.link(origin));
  await expect(card.voice).toHaveCount(1);
  await expectVoice(card);
  const outcome = ben.page.getByTestId('link-outcome');
  await expect(outcome).toContainText('has unlocked a message');
  expect(ben.page.url()).toBe(`${origin}/`);

  await ben.page.goto(later.link(origin));
  await expect(outcome).toContainText("This code doesn't match any message yet");
  expect(ben.page.url()).toBe(`${origin}/`);
  ann.send(nativeSealed(later.file));
  await expect(outcome).toContainText('has unlocked a message');
  await expectVoice(card);

  await ben.page.goBack();
  expect(ben.page.url()).toBe(`${origin}/`);
  const stored = await ben.page.evaluate(() => JSON.stringify([localStorage, history.state]));
  expect(stored).not.toContain('unlock');
});

test('a link in a new tab unlocks in the tab that has the message', async ({ sealwave }) => {
  const ben = await sealwave.join();
  const card = MessageCard.newest(ben);
  const { file, link } = await sealedVoice();
  (await sender(sealwave)).send(nativeSealed(file));
  await expect(card.codeField).toBeVisible();

  const { origin } = new URL(ben.page.url());
  const tab = await ben.page.context().newPage();
  await tab.goto(link(origin));
  await expect(tab.getByTestId('link-outcome')).toContainText('Unlocked in your other tab');
  expect(tab.url()).toBe(`${origin}/`);
  await expect(card.voice).toHaveCount(1);
  await expectVoice(card);
});

test('a sealed message that was changed is refused in words, and nothing of it is played', async ({
  sealwave,
}) => {
  const ben = await sealwave.join();
  const card = MessageCard.newest(ben);
  const { file, code } = await sealedVoice();
  file[5000] ^= 1;
  (await sender(sealwave)).send(nativeSealed(file));
  await card.unlock(code);
  await expect(card.problem).toContainText('This message is damaged');
  await expect(card.check).toHaveText('Failed its check');
  await expect(ben.messages.locator('audio')).toHaveCount(0);
  await expect(ben.page.getByTestId('rejected')).toContainText('One message failed its checks');
});

test('a sealed file from the disk is opened, and another file is refused in words', async ({
  sealwave,
}) => {
  const ben = await sealwave.join();
  const card = MessageCard.newest(ben);
  const { file, code } = await sealedVoice();
  const field = ben.page.getByLabel('Open a locked file…');
  const outcome = ben.page.getByTestId('file-outcome');
  const asFile = (buffer: Buffer) => ({ name: 'voice.wav', mimeType: 'audio/wav', buffer });

  await field.setInputFiles(asFile(PLAIN));
  await expect(outcome).toContainText("isn't a locked Sealwave file");
  await field.setInputFiles(asFile(file));
  await expect(outcome).toContainText('among your messages');
  await expect(card.check).toContainText('Opened from a file');
  await card.unlock(code);
  await expect(card.voice).toHaveCount(1);
  await expectVoice(card);
});

test('messages play one after the other when that is wanted, and locked ones are left out', async ({
  sealwave,
}) => {
  const ben = await sealwave.join();
  const ann = await sender(sealwave);
  const { file } = await sealedVoice();
  for (const [at, audio] of [PLAIN, nativeSealed(file), PLAIN].entries()) {
    ann.send(audio);
    await expect(ben.messages).toHaveCount(at + 1);
  }
  await ben.page.getByRole('switch', { name: 'Autoplay' }).check();
  const [newest, oldest] = [0, 2].map((at) => new MessageCard(ben.messages.nth(at)));
  const ended = endOf(newest.voice);
  await oldest.play();
  await ended;
  await expect(ben.page).toHaveTitle('(1) Open channel · Sealwave');

  await ben.page.reload();
  const remembered = ben.page.getByRole('switch', { name: 'Autoplay' });
  await expect(remembered).toBeChecked();
});

test('messages that were changed on the way are counted in words', async ({ sealwave }) => {
  const proxy = await TamperingProxy.before(portOf(sealwave.voiceServer));
  const gateway = new ServerProcess('gateway', (GATEWAY_PORT) => ({
    GATEWAY_PORT,
    GATEWAY_VOICE_SERVERS: `localhost:${proxy.port}`,
    GATEWAY_DATA_DIR: sealwave.data,
    // A secured hop ends at the first of them.
    GATEWAY_HOP_SECURITY: 'base',
  }));
  await gateway.start();
  const ben = new TalkPage((await sealwave.join()).page);
  await ben.open(`http://${gateway.address}`);
  const rejected = ben.page.getByTestId('rejected');
  await expect(rejected).toHaveText('');

  const ann = await sender(sealwave);
  proxy.tamper = (frame) => {
    frame[frame.length - 1] ^= 1;
    return [frame];
  };
  ann.send(PLAIN);
  await expect(rejected).toHaveText('One message failed its checks and was not played');
  ann.send(PLAIN);
  await expect(rejected).toHaveText('2 messages failed their checks and were not played');
  proxy.tamper = (frame) => [frame];
  ann.send(PLAIN);
  await expect(ben.messages).toHaveCount(1);
  await gateway.kill();
  await proxy.close();
});
