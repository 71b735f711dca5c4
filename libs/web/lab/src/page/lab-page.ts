import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { reportDefect, runInBackground } from '@sealwave/kernel';
import { ExclusivePlayback } from '@sealwave/web/ui';
import { ClipLoader } from '../clip/clip-loader';
import { ClipSourcePanel } from '../clip/clip-source';
import { CoderControls } from '../coder/coder-controls';
import { DepthPanel } from '../panels/depth-panel';
import { LabBench } from './lab-bench';
import { LevelPanel } from '../panels/level-panel';
import { ListeningPanel } from '../panels/listening-panel';
import { SealedPanel } from '../sealed/sealed-panel';

/** The quality lab. It shows what coding and sealing do to a voice. Everything is computed on this device. */
@Component({
  selector: 'sw-lab-page',
  imports: [
    ClipSourcePanel,
    CoderControls,
    DepthPanel,
    ExclusivePlayback,
    LevelPanel,
    ListeningPanel,
    SealedPanel,
  ],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div class="page" swExclusivePlayback>
      <header>
        <h2 i18n>Quality lab</h2>
        <p i18n>
          Hear and see what a codec does to a voice, and check the theory. Everything runs on this
          device.
        </p>
      </header>

      <section aria-labelledby="lab-clip">
        <h3 id="lab-clip" i18n>The clip</h3>
        <sw-clip-source />
      </section>

      <section aria-labelledby="lab-listen">
        <h3 id="lab-listen" i18n>Hear the difference</h3>
        <sw-coder-controls />
        <sw-listening-panel />
      </section>

      <section aria-labelledby="lab-depth">
        <h3 id="lab-depth" i18n>Bits and decibels</h3>
        <p i18n>
          Each extra bit halves the step size and lowers the noise by 6 dB. The noise is the same
          for loud and quiet voices, so a quiet voice has a worse ratio. With few bits the formula
          breaks down: what falls within one step is lost, not rounded.
        </p>
        <sw-depth-panel />
      </section>

      <section aria-labelledby="lab-level">
        <h3 id="lab-level" i18n>Why a quiet voice needs a better coder</h3>
        <p i18n>
          At 64 kbit/s, plain 8 bits reach 40 dB only for sound louder than about −13 dBFS, and
          speech is rarely that loud. µ-law bends the levels and holds its ratio longer. nlp64
          chooses its levels for each 20 ms, to fit what is said.
        </p>
        <sw-level-panel />
      </section>

      <section aria-labelledby="lab-sealed">
        <h3 id="lab-sealed" i18n>Locked recordings</h3>
        <p i18n>
          A locked recording is a sound file, too, and plays as noise. With its code, every bit
          comes back. With a single bit changed, nothing does.
        </p>
        <sw-sealed-panel />
      </section>
    </div>
  `,
  styleUrl: './lab-page.css',
  providers: [ClipLoader, LabBench],
})
export class LabPage {
  constructor() {
    const bench = inject(LabBench);
    runInBackground(() => bench.load({ kind: 'voice' }), reportDefect);
  }
}
