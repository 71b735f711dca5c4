/** A canvas to draw on in CSS pixels. It is sharp at any pixel density. */
export class CanvasSurface {
  /** Size in CSS pixels; valid after {@link measured}. */
  width = 0;
  height = 0;
  private density = 1;
  private color = '';

  private constructor(
    readonly element: HTMLCanvasElement,
    readonly context: CanvasRenderingContext2D,
  ) {}

  /** Makes the surface of a canvas. Null when the browser offers no drawing context. */
  static of(element: HTMLCanvasElement): CanvasSurface | null {
    const context = element.getContext('2d');
    return context && new CanvasSurface(element, context);
  }

  /**
   * Reads the element's size and its CSS `color`. So the picture follows the style sheet and the theme. Too
   * slow for every frame.
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

  /** Clears the surface. Sets the measured colour for filling and drawing. */
  wiped(): this {
    const { context, density } = this;
    context.reset();
    context.setTransform(density, 0, 0, density, 0, 0);
    context.fillStyle = context.strokeStyle = this.color;
    return this;
  }

  /** Measures and clears, for a picture that is painted once. */
  cleared(): this {
    return this.measured().wiped();
  }
}
