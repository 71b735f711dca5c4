import { problemOf } from './microphone-problem';

describe('problemOf', () => {
  it.each([
    ['NotAllowedError', 'denied'],
    ['NotFoundError', 'missing'],
    ['OverconstrainedError', 'missing'],
    ['NotReadableError', 'in-use'],
    ['SecurityError', 'insecure-page'],
    ['TypeError', 'failed'],
    ['toString', 'failed'],
  ])('translates %s into %s', (name, problem) => {
    expect(problemOf(new DOMException('refused', name))).toBe(problem);
  });

  it('reports "failed" for a value that is not an exception', () => {
    expect(problemOf('NotAllowedError')).toBe('failed');
  });
});
