import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { AnalyserCanvas } from './analyser-canvas';
import type { CanvasSurface } from './canvas-surface';
import { type Band, bandStrength, frequencyBands } from './frequency-bands';

/** Distance between bars and width of a bar, in CSS pixels. */
const BAR_PITCH = 8;
const BAR_WIDTH = 4;

/** Height of a bar without sound. The bar is then a dot. */
const REST_HEIGHT = BAR_WIDTH;

/** Used while no sound is shown. Any value will do. */
const RESTING_BIN_HZ = 1;

/**
 * Frequency bars that move with a voice. They are mirrored to the left and right of a gap in the middle, low
 * notes innermost. Without an analyser they rest.
 */
@Component({
  selector: 'sw-frequency-bars',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<canvas #canvas aria-hidden="true"></canvas>`,
  styleUrl: './analyser-canvas.css',
})
export class FrequencyBars extends AnalyserCanvas {
  /** Width of the gap in the middle, in CSS pixels. */
  readonly gap = input(0);

  private readonly magnitudes = computed(
    () => new Uint8Array(this.analyser()?.frequencyBinCount ?? 0),
  );
  private readonly binHz = computed(() => {
    const analyser = this.analyser();
    return analyser ? analyser.context.sampleRate / analyser.fftSize : RESTING_BIN_HZ;
  });
  private bands: { readonly binHz: number; readonly of: readonly Band[] } = { binHz: 0, of: [] };

  protected override listen(): void {
    this.analyser()?.getByteFrequencyData(this.magnitudes());
  }

  protected override paint(surface: CanvasSurface): void {
    const bars = Math.max(1, Math.floor((surface.width - this.gap()) / 2 / BAR_PITCH));
    this.bandsOf(bars).forEach((band, bar) => {
      const fromMiddle = bar / bars;
      // Bars fade and shrink towards the edges. The eye stays on the record button.
      const reach = (1 - 0.45 * fromMiddle) * (surface.height - REST_HEIGHT);
      const height = REST_HEIGHT + bandStrength(this.magnitudes(), band) * reach;
      const offset = this.gap() / 2 + (bar + 0.5) * BAR_PITCH;
      surface.context.globalAlpha = (this.moving() ? 0.95 : 0.45) * (1 - 0.7 * fromMiddle);
      paintBar(surface, surface.width / 2 - offset, height);
      paintBar(surface, surface.width / 2 + offset, height);
    });
  }

  private bandsOf(count: number): readonly Band[] {
    const binHz = this.binHz();
    if (this.bands.binHz !== binHz || this.bands.of.length !== count) {
      this.bands = { binHz, of: frequencyBands(count, binHz) };
    }
    return this.bands.of;
  }
}

/** Draws a bar with round ends around the middle line. `x` is its centre. */
function paintBar({ context, height: full }: CanvasSurface, x: number, height: number): void {
  context.beginPath();
  context.roundRect(x - BAR_WIDTH / 2, (full - height) / 2, BAR_WIDTH, height, BAR_WIDTH / 2);
  context.fill();
}
