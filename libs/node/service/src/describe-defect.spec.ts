import { ErrorCode, UsageError } from '@sealwave/kernel';
import { describeDefect } from './describe-defect';

describe('TM-D6: describeDefect', () => {
  it('names the error and its place, and nothing that a peer may have sent', () => {
    const error = Object.assign(new TypeError('a secret\n    of two lines'), { code: 'EODD' });
    const described = describeDefect(error);
    expect(described).toMatchObject({ event: 'defect', name: 'TypeError', code: 'EODD' });
    expect(JSON.stringify(described['at'])).toContain('describe-defect.spec');
    expect(JSON.stringify(described)).not.toMatch(/secret|of two lines/);
  });

  it('repeats the message of a known error', () => {
    const error = new UsageError(ErrorCode.Internal, 'this cannot be');
    expect(describeDefect(error)).toMatchObject({ says: 'this cannot be', code: 'internal' });
  });

  it.each([[undefined], [null], ['a secret'], [{ a: 'secret' }]])('accepts %j', (thrown) => {
    expect(JSON.stringify(describeDefect(thrown))).not.toContain('secret');
  });
});
