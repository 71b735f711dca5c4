import { test as base } from '../support/sealwave-test';
import { SoundCard } from './sound-card';

/** The `test` of Sealwave in a Firefox that has a {@link SoundCard}, or null where there is no PulseAudio. */
export const test = base.extend<object, { soundCard: SoundCard | null }>({
  soundCard: [
    async ({ browserName: _ }, use) => {
      const path = process.env['PULSEAUDIO_PATH'];
      const card = path ? await SoundCard.start(path) : null;
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
