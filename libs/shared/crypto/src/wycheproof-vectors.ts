/** Fields that every case of the public vectors has (C2SP/wycheproof, `testvectors_v1`). */
export interface WycheproofCase {
  readonly tcId: number;
  readonly comment: string;
  /** `acceptable`: a lenient implementation may accept it; ours need not. */
  readonly result: 'valid' | 'invalid' | 'acceptable';
}

/** Set by tools/jest/load-vectors.cjs, and by tools/browser-specs in a browser. */
interface VectorSource {
  readonly readVectors?: (path: string) => string | undefined;
}

interface WycheproofFile {
  readonly testGroups: readonly { readonly tests: readonly object[] }[];
}

/**
 * Reads the cases of one public file, each with the fields of its group. Used by specs.
 * @param name of the file, without `_test.json`.
 * @returns `undefined` where the vectors are not available.
 * @throws Error when no reader of vectors is installed.
 */
export function wycheproof<T>(name: string): readonly (T & WycheproofCase)[] | undefined {
  const { readVectors } = globalThis as VectorSource;
  if (readVectors === undefined) throw new Error('globalThis.readVectors is not set up');
  const text = readVectors(`wycheproof/${name}_test.json`);
  if (text === undefined) return undefined;
  const { testGroups } = JSON.parse(text) as WycheproofFile;
  return testGroups.flatMap(({ tests, ...group }) =>
    tests.map((test) => ({ ...group, ...test }) as T & WycheproofCase),
  );
}
