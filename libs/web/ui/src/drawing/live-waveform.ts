import { ChangeDetectionStrategy, Component, computed } from '@angular/core';
import { AnalyserCanvas } from './analyser-canvas';
import type { CanvasSurface } from './canvas-surface';
import { PeakHistory } from './peak-history';

/** Milliseconds per column. This is about one block of the analyser, so no sample is missed. */
const COLUMN_MS = 40;
const COLUMN_PITCH = 4;
const COLUMN_WIDTH = 2.5;
const MAX_COLUMNS = 512;

/** The latest seconds of the microphone's sound, scrolling to the left. */
@Component({
  selector: 'sw-live-waveform',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `<canvas #canvas aria-hidden="true"></canvas>`,
  styleUrl: './analyser-canvas.css',
})
export class LiveWaveform extends AnalyserCanvas {
  private readonly source = computed(() => {
    const analyser = this.analyser();
    if (analyser === null) return null;
    return {
      analyser,
      samples: new Float32Array(analyser.fftSize),
      history: new PeakHistory(MAX_COLUMNS),
    };
  });
  private columnDueMs = 0;

  protected override listen(timeMs: number): void {
    const source = this.source();
    if (source === null || timeMs < this.columnDueMs) return;
    this.columnDueMs = Math.max(this.columnDueMs + COLUMN_MS, timeMs);
    source.analyser.getFloatTimeDomainData(source.samples);
    source.history.push(source.samples);
  }

  protected override paint(surface: CanvasSurface, timeMs: number): void {
    const history = this.source()?.history;
    const columns = Math.min(MAX_COLUMNS, Math.ceil(surface.width / COLUMN_PITCH));
    // Between two columns, the picture moves by a fraction of a column. This makes it glide.
    const glide = history ? 1 - Math.min(1, (this.columnDueMs - timeMs) / COLUMN_MS) : 0;
    for (let age = 0; age < columns; age++) {
      const x = surface.width - (age + glide) * COLUMN_PITCH;
      surface.context.globalAlpha = 0.9 - (0.7 * age) / columns;
      paintColumn(surface, x, history?.at(age) ?? 0);
    }
  }
}

/** Draws a column. The square root lifts quiet speech: on a linear scale it would be a flat line. */
function paintColumn({ context, height }: CanvasSurface, x: number, peak: number): void {
  const length = Math.max(2, Math.sqrt(Math.min(1, peak)) * height);
  context.fillRect(x - COLUMN_WIDTH, (height - length) / 2, COLUMN_WIDTH, length);
}
