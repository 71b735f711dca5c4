import { CodedAudioError, encodePcm8, parseWav, Quantizer, toInt16 } from '@sealwave/audio';
import { seededRandom, sine } from '@sealwave/testing';
import type { VoiceMessage } from './message';
import { voiceMessage } from './message-fixtures';
import { type PlayableFormat, playableWav } from './message';

const tone = (sampleCount: number, amplitude = 0.3) =>
  sine({ frequencyHz: 441.7, samplingRate: 8000, sampleCount, amplitude });

/** The file, and how many times it yielded before it was complete. */
function played(message: VoiceMessage, format: PlayableFormat) {
  const work = playableWav(message, format);
  let turns = 0;
  let step = work.next();
  for (; !step.done; step = work.next()) turns++;
  return { file: parseWav(step.value), turns };
}

describe('playableWav', () => {
  it('makes a 16-bit file of exactly the coded sound', () => {
    const sound = tone(8123);
    const { file } = played(voiceMessage(sound), 's16');
    expect(file.format).toEqual({ sampleFormat: 's16', samplingRate: 8000, channelCount: 1 });
    expect(file.frameCount).toBe(8123);
    const heard = file.readAll().channels[0];
    const error = heard.reduce((sum, sample, i) => sum + (sample - sound[i]) ** 2, 0);
    const energy = sound.reduce((sum, sample) => sum + sample ** 2, 0);
    expect(10 * Math.log10(energy / error)).toBeGreaterThan(40);
  });

  it('makes a file of 8 bits that a base client plays', () => {
    const { file } = played(voiceMessage(tone(8123)), 'u8');
    expect(file.format).toEqual({ sampleFormat: 'u8', samplingRate: 8000, channelCount: 1 });
    expect(file.frameCount).toBe(8123);
  });

  it('loses nothing of pcm8 with 8 bits', () => {
    const samples = toInt16(tone(500, 0.9));
    const { file } = played(voiceMessage(tone(500, 0.9), 'pcm8'), 'u8');
    expect(toInt16(file.readAll().channels[0])).toEqual(
      new Quantizer(8).dequantize(encodePcm8(samples)),
    );
  });

  it('yields after each second of voice', () => {
    expect(played(voiceMessage(tone(8000 * 3 + 1)), 'u8').turns).toBe(4);
  });

  it('refuses frames that do not decode, with the error of the coder', () => {
    const random = seededRandom(7);
    const message = voiceMessage(tone(800));
    let refused = 0;
    for (let i = 0; i < 200; i++) {
      const frames = message.frames.map((byte) =>
        random() < 0.05 ? Math.floor(random() * 256) : byte,
      );
      try {
        played({ ...message, frames }, 's16');
      } catch (error) {
        expect(error).toBeInstanceOf(CodedAudioError);
        refused++;
      }
    }
    expect(refused).toBeGreaterThan(100);
  });
});
