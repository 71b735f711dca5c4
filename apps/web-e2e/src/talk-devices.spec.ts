import { expect, type Locator, type Page } from '@playwright/test';
import { test } from './support/sealwave-test';
import type { TalkPage } from './support/pages/talk-page';

/** Keeps the streams of a page at hand, and lets a test say which devices are plugged in. */
async function holdDevices(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const media = navigator.mediaDevices;
    const [open, list] = [media.getUserMedia.bind(media), media.enumerateDevices.bind(media)];
    Object.assign(window, { streams: [], unplugged: '' });
    media.getUserMedia = async (constraints) => {
      const stream = await open(constraints);
      (Reflect.get(window, 'streams') as MediaStream[]).push(stream);
      return stream;
    };
    media.enumerateDevices = async () =>
      (await list()).filter(
        ({ label }) => label === '' || label !== Reflect.get(window, 'unplugged'),
      );
  });
  await page.reload();
}

/** A sound card cannot be pulled out here: the browser is made to say that it was. */
async function unplug(page: Page, label: string): Promise<void> {
  await page.evaluate((gone) => {
    Object.assign(window, { unplugged: gone });
    navigator.mediaDevices.dispatchEvent(new Event('devicechange'));
  }, label);
}

const microphoneInUse = (page: Page): Promise<string | undefined> =>
  page.evaluate(
    () => (Reflect.get(window, 'streams') as MediaStream[]).at(-1)?.getTracks()[0].label,
  );

async function joined(ann: TalkPage): Promise<{ microphones: Locator; speakers: Locator }> {
  await holdDevices(ann.page);
  await ann.isConnected();
  await ann.page.getByText('Microphone', { exact: true }).click();
  return {
    microphones: ann.page.getByTestId('microphones'),
    speakers: ann.page.getByTestId('speakers'),
  };
}

async function speak(ann: TalkPage): Promise<void> {
  await ann.recordButton.press('Enter');
  await ann.hasSpoken(1);
}

test('the chosen microphone records, and the default one while it is away', async ({
  sealwave,
}) => {
  const ann = await sealwave.join();
  const { microphones } = await joined(ann);
  const notes = ann.page.getByTestId('device-notes');
  await microphones.selectOption('Fake Audio Input 2');
  await speak(ann);
  expect(await microphoneInUse(ann.page)).toBe('Fake Audio Input 2');
  await ann.page.keyboard.press('Escape');
  await expect(notes).toBeEmpty();

  await unplug(ann.page, 'Fake Audio Input 2');
  await expect(notes).toContainText('The microphone that you chose is not connected');
  await speak(ann);
  expect(await microphoneInUse(ann.page)).toBe('Fake Default Audio Input');
  await ann.page.keyboard.press('Escape');

  await unplug(ann.page, 'another');
  await expect(notes).toBeEmpty();
  await ann.page.reload();
  await ann.isConnected();
  await speak(ann);
  expect(await microphoneInUse(ann.page)).toBe('Fake Audio Input 2');
});

test('everything plays through the chosen loudspeaker, and the default one while it is away', async ({
  sealwave,
}) => {
  const ann = await sealwave.join();
  const ben = await sealwave.join();
  const { speakers } = await joined(ann);
  await speakers.selectOption('Fake Audio Output 1');
  await ben.record(1);
  await ben.send();
  await expect(ann.messages).toHaveCount(1);
  const output = () =>
    ann.page.evaluate(async () => {
      const { sinkId } = document.querySelector('audio') as HTMLAudioElement;
      const devices = await navigator.mediaDevices.enumerateDevices();
      return devices.find(({ deviceId }) => deviceId === sinkId)?.label;
    });
  await expect.poll(output).toBe('Fake Audio Output 1');
  await ann.messages.first().getByRole('button', { name: /^Play/ }).click();
  await expect(ann.messages.first().getByRole('button', { name: /^Pause/ })).toBeVisible();
  await unplug(ann.page, 'Fake Audio Output 1');
  await expect.poll(output).toBeUndefined();
  await expect(ann.page.getByTestId('device-notes')).toContainText('Your speaker is not connected');
});

test('a take whose microphone is pulled out is kept, and says so', async ({ sealwave }) => {
  const ann = await sealwave.join();
  await sealwave.join(); // somebody who hears it
  await joined(ann);
  await speak(ann);
  await ann.page.evaluate(() => {
    for (const stream of Reflect.get(window, 'streams') as MediaStream[]) {
      for (const track of stream.getTracks()) track.stop();
    }
  });
  await expect(ann.page.getByRole('group', { name: 'Your recording' })).toContainText(
    'The microphone was disconnected',
  );
  await ann.send();
});

test('the devices have no names before the microphone was allowed, and the page says so', async ({
  sealwave,
  launch,
}) => {
  const browser = await launch((args) => args.filter((arg) => !arg.includes('fake-ui')));
  const ann = await sealwave.join({ browser, permissions: [] });
  const { microphones } = await joined(ann);
  await expect(microphones.locator('option')).toHaveCount(1);
  await expect(ann.page.getByText('Allow the microphone to see')).toBeVisible();
  await ann.page.context().grantPermissions(['microphone']);
  await speak(ann);
  await ann.page.keyboard.press('Escape');
  await ann.page.getByText('Microphone', { exact: true }).click();
  await expect(microphones.locator('option')).toHaveText(
    ['The default microphone', 'Fake Audio Input 1', 'Fake Audio Input 2'],
    { useInnerText: false },
  );
});

test.describe('where there is no microphone to be had, the page says what to do', () => {
  const told = async (ann: TalkPage, text: string | RegExp) => {
    await ann.recordButton.press('Enter');
    await expect(ann.page.getByRole('alert')).toContainText(text);
    await expect(ann.recordButton).toBeVisible();
  };

  test('permission denied', async ({ sealwave, launch }) => {
    const browser = await launch((args) => args.filter((arg) => !arg.includes('fake-ui')));
    const ann = await sealwave.join({ browser, permissions: [] });
    await told(ann, 'Tap the icon left of the address');
    await ann.page.context().grantPermissions(['microphone']);
    await speak(ann);
  });

  test('no microphone', async ({ sealwave, launch }) => {
    const browser = await launch((args) => args.filter((arg) => !arg.includes('fake-device')));
    await told(await sealwave.join({ browser }), 'No microphone found. Connect one');
  });

  test.describe('at an address without HTTPS', () => {
    // A name that the gateway does not know is otherwise refused before there is a page.
    test.use({ gatewaySettings: { GATEWAY_ORIGINS: '*', NODE_ENV: 'development' } });

    test('insecure page', async ({ sealwave, launch }) => {
      const browser = await launch((args) => [
        ...args,
        '--host-resolver-rules=MAP voice.test 127.0.0.1',
      ]);
      const page = await browser.newPage();
      await page.goto(`http://voice.test:${sealwave.gateway.address.split(':')[1]}`);
      await page.getByRole('button', { name: 'Record', exact: true }).click();
      await expect(page.getByRole('alert')).toContainText(
        'Open the https:// address of this server',
      );
    });
  });

  test('Another app is using the microphone', async ({ sealwave }) => {
    const ann = await sealwave.join();
    await ann.page.evaluate(() => {
      const refuse = () => Promise.reject(new DOMException('taken', 'NotReadableError'));
      navigator.mediaDevices.getUserMedia = refuse;
    });
    await told(ann, 'Close it, then try again');
  });

  test('no format to record in', async ({ sealwave }) => {
    const ann = await sealwave.join();
    await ann.page.evaluate(() => (MediaRecorder.isTypeSupported = () => false));
    await told(ann, 'A current Chrome, Edge or Firefox can');
  });
});
