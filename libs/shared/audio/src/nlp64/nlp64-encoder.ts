import { ErrorCode, UsageError } from '@sealwave/kernel';
import { BitWriter } from './bit-writer';
import { energyOf } from '../pcm/energy';
import { NLP64_FRAME_BYTES, ORDER_BITS, STEP_BITS } from './nlp64-frame';
import { INITIAL_RICE_STATE, nextRiceState, riceParameter, writeRice } from './nlp64-rice';
import { FrameSearch } from './nlp64-search';
import type { FrameTrial } from './nlp64-trial';
import { FRAME_SAMPLES, type FrameEnergies, type VoiceEncoder } from '../coding/voice-coder';

/** Encodes frames of `nlp64`. Its only state is working memory, which it reuses for every frame. */
export class Nlp64Encoder implements VoiceEncoder {
  private readonly search = new FrameSearch();
  private readonly writer = new BitWriter();
  private readonly energies = { signalEnergy: 0, noiseEnergy: 0 };

  /**
   * @param samples exactly {@link FRAME_SAMPLES}.
   * @param into receives exactly {@link NLP64_FRAME_BYTES}.
   * @returns the energies of this frame, in an object that the next frame overwrites.
   * @throws UsageError when either argument has the wrong length.
   */
  encode(samples: Int16Array, into: Uint8Array): FrameEnergies {
    if (samples.length !== FRAME_SAMPLES || into.length !== NLP64_FRAME_BYTES) {
      throw new UsageError(ErrorCode.Usage, 'not one frame', {
        samples: samples.length,
        bytes: into.length,
      });
    }
    this.energies.signalEnergy = energyOf(samples);
    this.search.run(samples, this.energies.signalEnergy);
    this.energies.noiseEnergy = this.search.trial.noiseEnergy;
    this.writeFrame(this.search.trial, into);
    return this.energies;
  }

  private writeFrame({ order, step, codes }: FrameTrial, into: Uint8Array): void {
    const { writer } = this;
    writer.start(into);
    writer.write(order, ORDER_BITS);
    writer.write(step, STEP_BITS);
    let state = INITIAL_RICE_STATE;
    for (let i = 0; i < FRAME_SAMPLES; i++) {
      writeRice(writer, codes[i], riceParameter(state));
      state = nextRiceState(state, codes[i]);
    }
    writer.finish();
  }
}
