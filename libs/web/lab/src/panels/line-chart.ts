import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';

/** A curve of a {@link LineChart}. */
export interface ChartLine {
  readonly name: string;
  /** Colour and dash pattern. They distinguish the curve from the others. */
  readonly style: 'measured' | 'theory' | 'ideal' | 'second' | 'third';
  readonly points: readonly ChartPoint[];
}

/** A point of a {@link ChartLine}, in the units of the axes. */
export interface ChartPoint {
  readonly x: number;
  readonly y: number;
}

/** An axis from its first to its last mark. Marks may go down. */
export interface ChartAxis {
  readonly name: string;
  readonly marks: readonly number[];
}

/**
 * Curves over a common axis, in the page's colours. A screen reader gets a picture with a description. A table
 * next to it has the figures.
 */
@Component({
  selector: 'sw-line-chart',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div class="plot" role="img" [attr.aria-label]="description()">
      <span class="y name">{{ y().name }}</span>
      @for (mark of y().marks; track mark) {
        <span class="y mark" [style.bottom.%]="100 * yShare(mark)">{{ text(mark) }}</span>
        <span class="grid" [style.bottom.%]="100 * yShare(mark)"></span>
      }
      <svg viewBox="0 0 1 1" preserveAspectRatio="none">
        <path class="limit" [attr.d]="across(limit())" />
        @if (position(); as at) {
          <path class="position" [attr.d]="down(at.x)" />
        }
        @for (curve of curves(); track curve.name) {
          <path [class]="curve.style" [attr.d]="curve.line" />
          @if (curve.style !== 'theory' && curve.style !== 'ideal') {
            <path class="points" [class]="curve.style" [attr.d]="curve.points" />
          }
        }
      </svg>
      @for (mark of x().marks; track mark) {
        <span class="x mark" [style.left.%]="100 * xShare(mark)">{{ text(mark) }}</span>
      }
      <span class="x name">{{ x().name }}</span>
    </div>
    <ul>
      @for (line of lines(); track line.name) {
        <li>
          <svg viewBox="0 0 28 8" aria-hidden="true"><path [class]="line.style" d="M1 4H27" /></svg>
          {{ line.name }}
        </li>
      }
    </ul>
  `,
  styleUrl: './line-chart.css',
})
export class LineChart {
  readonly lines = input.required<readonly ChartLine[]>();
  readonly x = input.required<ChartAxis>();
  readonly y = input.required<ChartAxis>();
  /** Describes the chart in a sentence or two. */
  readonly description = input.required<string>();
  /** A value of `y` to mark with a line. */
  readonly limit = input.required<number>();
  /** The selected value of `x`; null for none. */
  readonly position = input<{ readonly x: number } | null>(null);

  protected readonly curves = computed(() =>
    this.lines().map(({ name, style, points }) => {
      const places = points.map(({ x, y }) => `${this.xShare(x)} ${1 - this.yShare(y)}`);
      return {
        name,
        style,
        line: places.length > 0 ? `M${places.join('L')}` : '',
        // A line of zero length with round ends is drawn as a dot, however the picture is stretched.
        points: places.map((place) => `M${place}h0`).join(''),
      };
    }),
  );

  protected xShare(x: number): number {
    return shareOf(x, this.x().marks);
  }

  protected yShare(y: number): number {
    return shareOf(y, this.y().marks);
  }

  protected across(y: number): string {
    return `M0 ${1 - this.yShare(y)}H1`;
  }

  protected down(x: number): string {
    return `M${this.xShare(x)} 0V1`;
  }

  protected text(mark: number): string {
    return String(mark).replace('-', '−');
  }
}

/** Position of a value between the first and the last mark, 0 to 1. Values outside are clamped. */
function shareOf(value: number, marks: readonly number[]): number {
  const [first, last] = [marks[0], marks[marks.length - 1]];
  return Math.min(1, Math.max(0, (value - first) / (last - first)));
}
