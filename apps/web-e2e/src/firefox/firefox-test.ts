import { test as base } from '../support/sealwave-test';
import { SoundCard } from './sound-card';

/** The `test` of Sealwave in a Firefox with a {@link SoundCard}; null without PulseAudio. */
export const test = base.extend<
  object,
  { pulseAudioPath: string | undefined; soundCard: SoundCard | null }
>({
  pulseAudioPath: [process.env['PULSEAUDIO_PATH'], { scope: 'worker', option: true }],
  soundCard: [
    async ({ pulseAudioPath }, use) => {
      const card = pulseAudioPath ? await SoundCard.start(pulseAudioPath) : null;
      await use(card);
      await card?.remove();
    },
    { scope: 'worker' },
  ],
  launchOptions: [
    async ({ launchOptions, soundCard }, use) => {
      const sound = soundCard ? { PULSE_SERVER: soundCard.address } : {};
      await use({ ...launchOptions, env: { ...process.env, ...sound } });
    },
    { scope: 'worker' },
  ],
});
