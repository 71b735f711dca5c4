import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { requirementNumbers } from './document';

/** The numbers with which the names of the tests beside this file begin. */
function testedNumbers(): string[] {
  const specs = readdirSync(__dirname).filter((file) => file.endsWith('.spec.ts'));
  const sources = specs.map((file) => readFileSync(join(__dirname, file), 'utf8'));
  return sources.flatMap((source) =>
    [...source.matchAll(/['` ](M\d+\.\d+) /g)].map((match) => match[1]),
  );
}

describe('the conformance suite', () => {
  it('finds the numbers of the document', () => {
    const numbers = requirementNumbers();
    expect(numbers.length).toBeGreaterThanOrEqual(41);
    expect(new Set(numbers).size).toBe(numbers.length);
  });

  it('has a test for every number of the document', () => {
    const tested = new Set(testedNumbers());
    expect(requirementNumbers().filter((number) => !tested.has(number))).toEqual([]);
  });

  it('names no number that the document does not have', () => {
    const numbers = new Set(requirementNumbers());
    expect(testedNumbers().filter((number) => !numbers.has(number))).toEqual([]);
  });
});
