/**
 * Work in steps of some milliseconds. It yields the share that is done, 0 to 1. It returns the result. The
 * caller decides what runs between the steps.
 */
export type LabTask<Result> = Generator<number, Result, void>;
