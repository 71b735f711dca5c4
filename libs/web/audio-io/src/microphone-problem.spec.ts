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
  ])('takes %s for %s', (name, problem) => {
    expect(problemOf(new DOMException('refused', name))).toBe(problem);
  });

  it('knows nothing about what is no exception', () => {
    expect(problemOf('NotAllowedError')).toBe('failed');
  });
});
