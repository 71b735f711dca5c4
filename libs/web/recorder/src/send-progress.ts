/** How far a recording is on its way. */
export interface SendProgress {
  readonly phase: 'uploading' | 'coding';
  readonly done: number;
}
