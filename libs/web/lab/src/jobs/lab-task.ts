/**
 * Work in steps of some milliseconds: yields which share of it is done, 0 to 1, and returns what came
 * out. The caller decides what happens in between.
 */
export type LabTask<Result> = Generator<number, Result, void>;
