/** One thing that was looked at. */
export interface Finding {
  readonly name: string;
  readonly isFine: boolean;
  /** What was found, or what is wrong and what helps. */
  readonly text: string;
}

/** Looks at one thing. */
export type Check = () => Promise<Finding>;
