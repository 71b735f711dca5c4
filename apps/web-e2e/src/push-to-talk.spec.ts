import { expect } from '@playwright/test';
import { test } from './support/sealwave-test';
import type { TalkPage } from './support/pages/talk-page';

/** Holds the button with the mouse. */
async function hold(ann: TalkPage, whileHeld: () => Promise<void>): Promise<void> {
  const box = await ann.recordButton.boundingBox();
  if (box === null) throw new Error('there is no button');
  await ann.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await ann.page.mouse.down();
  await whileHeld();
  await ann.page.mouse.up();
}

test('the button records while it is held, and keeps what was said', async ({ sealwave }) => {
  const ann = await sealwave.join();
  await hold(ann, async () => {
    await ann.hasSpoken(1);
    await expect(ann.page.getByText('Release to stop')).toBeVisible();
  });
  await expect(ann.sendButton).toBeVisible();
});

test('a click switches it on, and a click switches it off', async ({ sealwave }) => {
  const ann = await sealwave.join();
  await ann.recordButton.click();
  await ann.hasSpoken(1);
  await expect(ann.page.getByText('Tap to stop')).toBeVisible();
  await ann.stopButton.click();
  await expect(ann.sendButton).toBeVisible();
});

test('the space bar does both, from anywhere on the page', async ({ sealwave }) => {
  const ann = await sealwave.join();
  await ann.page.keyboard.down('Space');
  await ann.hasSpoken(1);
  await ann.page.keyboard.down('Space');
  await ann.page.keyboard.up('Space');
  await expect(ann.sendButton).toBeVisible();
  await ann.page.getByRole('button', { name: 'Discard' }).click();
  // As long as the button is there, the space bar is meant for it.
  await expect(ann.sendButton).toBeHidden();

  await ann.page.keyboard.press('Space');
  await ann.hasSpoken(1);
  await ann.page.keyboard.press('Space');
  await expect(ann.sendButton).toBeVisible();
});

for (const modifier of ['Alt', 'AltGraph', 'Shift', 'Control']) {
  test(`the microphone closes when the space bar goes up while ${modifier} is held`, async ({
    sealwave,
  }) => {
    const ann = await sealwave.join();
    await ann.page.keyboard.down('Space');
    await ann.hasSpoken(1);
    await ann.page.keyboard.down(modifier);
    await ann.page.keyboard.up('Space');
    await expect(ann.status).toHaveText('Ready to send');
    await ann.page.keyboard.up(modifier);
  });
}

test('the microphone closes when a field takes the keyboard, and when the page is left', async ({
  sealwave,
}) => {
  const ann = await sealwave.join();
  await ann.page.keyboard.down('Space');
  await ann.hasSpoken(1);
  await ann.page.getByRole('textbox', { name: 'Your name' }).focus();
  await expect(ann.status).toHaveText('Ready to send');
  await ann.page.keyboard.up('Space');
  await ann.page.getByRole('button', { name: 'Discard' }).click();
  await ann.recordButton.click();
  await ann.hasSpoken(1);
  await ann.page.evaluate(() => window.dispatchEvent(new Event('pagehide')));
  await expect(ann.status).toHaveText('Ready to send');
});

test('the space bar is left to whatever needs it', async ({ sealwave }) => {
  const ann = await sealwave.join();
  const send = ann.page.getByRole('switch', { name: 'Send on release' });
  await send.focus();
  await ann.page.keyboard.press('Space');
  await expect(send).toBeChecked();
  await expect(ann.recordButton).toBeVisible();
});

test('what is held is sent when it is let go, if that is wanted', async ({ sealwave }) => {
  const ann = await sealwave.join();
  const ben = await sealwave.join();
  const send = ann.page.getByRole('switch', { name: 'Send on release' });
  await send.check();
  await ann.page.reload();
  await ann.isConnected();
  await expect(send).toBeChecked();
  await hold(ann, async () => {
    await ann.hasSpoken(1);
    await expect(ann.page.getByText('Release to send')).toBeVisible();
  });
  await expect(ann.status).toHaveText('Sent');
  await expect(ben.messages).toHaveCount(1);
});

test('Escape throws away what is held', async ({ sealwave }) => {
  const ann = await sealwave.join();
  await ann.page.getByRole('switch', { name: 'Send on release' }).check();
  await ann.page.getByText('Hold to talk', { exact: true }).click();
  await ann.page.keyboard.down('Space');
  await ann.hasSpoken(1);
  await ann.page.keyboard.press('Escape');
  await ann.page.keyboard.up('Space');
  await expect(ann.status).toHaveText('Hold to talk');
  await expect(ann.recordButton).toBeVisible();
});

test('what is held when the window loses the keyboard is kept and not sent', async ({
  sealwave,
}) => {
  const ann = await sealwave.join();
  await ann.page.getByRole('switch', { name: 'Send on release' }).check();
  await hold(ann, async () => {
    await ann.hasSpoken(1);
    await ann.page.evaluate(() => window.dispatchEvent(new Event('blur')));
    await expect(ann.status).toHaveText('Ready to send');
  });
  await expect(ann.status).toHaveText('Ready to send');
});

test('nothing is recorded of what was let go before the microphone was open', async ({
  sealwave,
}) => {
  const ann = await sealwave.join();
  await ann.page.evaluate(() => {
    const media = navigator.mediaDevices;
    const open = media.getUserMedia.bind(media);
    const answered = new Promise((resolve) => Object.assign(window, { answer: resolve }));
    media.getUserMedia = async (constraints) => {
      await answered;
      const stream = await open(constraints);
      Object.assign(window, { stream });
      return stream;
    };
  });
  const held = ann.page.keyboard.press('Space', { delay: 1000 });
  await expect(ann.status).toHaveText('Starting microphone…');
  await held;
  await expect(ann.page.getByRole('alert')).toContainText('Too short');
  await ann.page.evaluate(() => (Reflect.get(window, 'answer') as () => void)());
  await ann.page.waitForFunction(() =>
    (Reflect.get(window, 'stream') as MediaStream | undefined)
      ?.getTracks()
      .every(({ readyState }) => readyState === 'ended'),
  );
  await expect(ann.page.getByRole('alert')).toContainText('Too short');
});
