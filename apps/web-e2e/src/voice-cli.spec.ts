import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { mixToMono, parseWav, resample } from '@sealwave/audio';
import { likeness } from './support/likeness';
import { RoomView } from './support/pages/room-view';
import { test } from './support/sealwave-test';

test.use({ ownServers: true });

const VOICE = join(__dirname, '../../../libs/testing/assets/librivox-0930.wav');
const PROGRAM = join(__dirname, '../../../dist/apps/voice-cli/main.js');

/** Starts the built command line client. */
function voiceCli(...args: string[]): ChildProcess {
  return spawn(process.execPath, [PROGRAM, ...args], {
    env: { ...process.env, SEALWAVE_DATA_DIR: test.info().outputPath('known-servers') },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** The sound of a WAVE file at 8 kHz. */
function soundOf(file: Uint8Array): Float32Array {
  const { channels, samplingRate } = parseWav(file).readAll();
  return resample(mixToMono(channels), samplingRate);
}

test('the command line and a browser hear each other', async ({ sealwave }) => {
  const { address } = sealwave.voiceServer;
  const ann = await sealwave.join();
  await ann.useMicrophoneAsItIs();

  const sending = voiceCli('send', '--to', address, VOICE);
  expect(await once(sending, 'close')).toEqual([0, null]);
  await expect(ann.messages).toHaveCount(1);
  await expect(ann.receivedQuality).toContainText('Meets Requirement (≥40dB)');
  const spoken = soundOf(readFileSync(VOICE));
  expect(likeness(soundOf(await ann.newestAudio()), spoken)).toBeGreaterThanOrEqual(0.95);

  const inbox = mkdtempSync(join(tmpdir(), 'sealwave-inbox-'));
  const args = ['--verbose', '--to', address, '--save', inbox, '--count', '1'];
  const listening = voiceCli('listen', ...args);
  const ended = once(listening, 'close');
  await once(listening.stderr as NodeJS.ReadableStream, 'data'); // "connected"
  await ann.record(2);
  const recorded = await ann.ownRecording();
  await ann.send();
  expect(await ended).toEqual([0, null]);
  const [name] = readdirSync(inbox);
  const heard = soundOf(readFileSync(join(inbox, name)));
  expect(likeness(heard, recorded)).toBeGreaterThanOrEqual(0.95);
  rmSync(inbox, { recursive: true });
});

test('the command line and a browser hear each other in a sealed room, and know who signed what', async ({
  sealwave,
}) => {
  const clipboard = ['microphone', 'clipboard-read', 'clipboard-write'];
  const ann = await sealwave.join({ permissions: clipboard });
  await ann.useMicrophoneAsItIs();
  const room = new RoomView(ann.page);
  await room.press('Create room');
  await room.callOneself('Ann');
  const link = await room.copied('Copy invite');
  const inRoom = ['--to', sealwave.voiceServer.address, '--room', link, '--name', 'Ben'];

  const sending = voiceCli('send', ...inRoom, VOICE);
  expect(await once(sending, 'close')).toEqual([0, null]);
  await expect(ann.messages).toHaveCount(1);
  await expect(ann.messages.first().getByTestId('verified')).toContainText('Signed by Ben');
  await expect(ann.receivedQuality).toContainText('Meets Requirement (≥40dB)');
  const spoken = soundOf(readFileSync(VOICE));
  expect(likeness(soundOf(await ann.newestAudio()), spoken)).toBeGreaterThanOrEqual(0.98);

  const inbox = mkdtempSync(join(tmpdir(), 'sealwave-inbox-'));
  const listening = voiceCli('listen', ...inRoom, '--json', '--save', inbox, '--count', '1');
  const ended = once(listening, 'close');
  const lines: string[] = [];
  listening.stdout?.on('data', (line: Buffer) => lines.push(line.toString()));
  await expect(room.member('Ben')).toBeVisible();
  await expect(ann.page.getByTestId('security').locator('summary')).toContainText(
    'End-to-end encrypted',
  );
  await ann.record(3);
  const recorded = await ann.ownRecording();
  await ann.send();
  await expect(ann.page.getByText('The other person here can hear you')).toBeVisible();
  expect(await ended).toEqual([0, null]);
  const heard =
    lines
      .join('')
      .split('\n')
      .find((line) => line.includes('signedBy')) ?? '{}';
  expect(JSON.parse(heard)).toMatchObject({ signedBy: 'Ann', complete: true, missing: 0 });
  const [name] = readdirSync(inbox);
  const sound = soundOf(readFileSync(join(inbox, name)));
  expect(likeness(sound, recorded)).toBeGreaterThanOrEqual(0.98);
  rmSync(inbox, { recursive: true });
});
