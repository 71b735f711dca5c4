/** A canvas to draw on in CSS pixels, sharp at any pixel density. */
export class CanvasSurface {
  /** CSS pixels; valid after {@link cleared}. */
  width = 0;
  height = 0;

  private constructor(
    readonly element: HTMLCanvasElement,
    readonly context: CanvasRenderingContext2D,
  ) {}

  /** Null where the browser offers no drawing context. */
  static of(element: HTMLCanvasElement): CanvasSurface | null {
    const context = element.getContext('2d');
    return context && new CanvasSurface(element, context);
  }

  /**
   * An empty surface as large as the element is shown, with its CSS `color` to fill and draw with:
   * so the colours of a canvas come from the style sheet, and follow the theme.
   */
  cleared(): this {
    const { element, context } = this;
    const density = devicePixelRatio;
    this.width = element.clientWidth;
    this.height = element.clientHeight;
    const [columns, rows] = [Math.round(this.width * density), Math.round(this.height * density)];
    if (element.width !== columns || element.height !== rows) {
      element.width = columns;
      element.height = rows;
    }
    context.reset();
    context.setTransform(density, 0, 0, density, 0, 0);
    context.fillStyle = context.strokeStyle = getComputedStyle(element).color;
    return this;
  }
}
