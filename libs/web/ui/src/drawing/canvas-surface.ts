/** A canvas to draw on in CSS pixels, sharp at any pixel density. */
export class CanvasSurface {
  /** CSS pixels; valid after {@link measured}. */
  width = 0;
  height = 0;
  private density = 1;
  private color = '';

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
   * Asks the page how large the element is shown and what its CSS `color` is: so the colours of a
   * canvas come from the style sheet, and follow the theme. Too dear to be asked for every frame.
   */
  measured(): this {
    const { element } = this;
    this.density = devicePixelRatio;
    this.width = element.clientWidth;
    this.height = element.clientHeight;
    this.color = getComputedStyle(element).color;
    const columns = Math.round(this.width * this.density);
    const rows = Math.round(this.height * this.density);
    if (element.width !== columns || element.height !== rows) {
      element.width = columns;
      element.height = rows;
    }
    return this;
  }

  /** An empty surface, to fill and draw in the colour that was {@link measured}. */
  wiped(): this {
    const { context, density } = this;
    context.reset();
    context.setTransform(density, 0, 0, density, 0, 0);
    context.fillStyle = context.strokeStyle = this.color;
    return this;
  }

  /** Measured and wiped, for a picture that is painted once. */
  cleared(): this {
    return this.measured().wiped();
  }
}
