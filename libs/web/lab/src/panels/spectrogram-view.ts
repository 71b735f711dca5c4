import {
  afterRenderEffect,
  ChangeDetectionStrategy,
  Component,
  computed,
  type ElementRef,
  input,
  signal,
  viewChild,
} from '@angular/core';
import { CanvasSurface, formatDuration, paintFrames } from '@sealwave/web/ui';
import type { Spectrogram } from './spectrogram';

/** Draws a spectrogram: time to the right, frequency upwards, strength as opacity. */
@Component({
  selector: 'sw-spectrogram',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <canvas #canvas role="img" [attr.aria-label]="description()"></canvas>
    <span class="top">{{ top() }}</span>
    <span class="from">0:00</span>
    <span class="to">{{ end() }}</span>
  `,
  styles: `
    :host {
      position: relative;
      display: block;
      padding-bottom: 1.25rem;
      color: var(--text-muted);
      font-size: 0.75rem;
      font-variant-numeric: tabular-nums;
    }
    canvas {
      display: block;
      width: 100%;
      height: 8rem;
      border: 1px solid var(--line);
      border-radius: 0.5rem;
      background: var(--surface);
      color: var(--accent-text);
    }
    span {
      position: absolute;
      bottom: 0;
    }
    .top {
      top: 0.25rem;
      bottom: auto;
      left: 0.25rem;
      height: fit-content;
      padding: 0 0.35rem;
      border-radius: 0.35rem;
      background: var(--surface);
    }
    .from {
      left: 0;
    }
    .to {
      right: 0;
    }
  `,
})
export class SpectrogramView {
  readonly spectrogram = input.required<Spectrogram>();
  readonly samplingRate = input.required<number>();
  readonly durationMs = input.required<number>();
  /** Describes the picture for a screen reader. */
  readonly description = input.required<string>();

  protected readonly top = computed(() => `${(this.samplingRate() / 2000).toFixed(1)} kHz`);
  protected readonly end = computed(() => formatDuration(this.durationMs()));
  private readonly canvas = viewChild.required<ElementRef<HTMLCanvasElement>>('canvas');
  private readonly surface = computed(() => CanvasSurface.of(this.canvas().nativeElement));

  constructor() {
    paintFrames(this.canvas, signal(false), (surface) => this.paint(surface));
    afterRenderEffect(() => {
      this.spectrogram();
      const surface = this.surface();
      if (surface) this.paint(surface.cleared());
    });
  }

  private paint({ context, width, height }: CanvasSurface): void {
    const { columns, rows, strengths } = this.spectrogram();
    const image = new ImageData(columns, rows);
    for (let column = 0; column < columns; column++) {
      for (let row = 0; row < rows; row++) {
        const pixel = (rows - 1 - row) * columns + column;
        image.data[4 * pixel + 3] = strengths[column * rows + row];
      }
    }
    const small = new OffscreenCanvas(columns, rows);
    small.getContext('2d')?.putImageData(image, 0, 0);
    context.drawImage(small, 0, 0, width, height);
    // The picture sets the opacity. The style sheet sets the colour.
    context.globalCompositeOperation = 'source-in';
    context.fillRect(0, 0, width, height);
  }
}
