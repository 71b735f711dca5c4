import { ErrorCode, UsageError } from '@sealwave/kernel';
import { describeDefect } from './describe-defect';

describe('TM-D6: describeDefect', () => {
  it('says what it is and where it came from, and nothing that somebody may have sent', () => {
    const error = Object.assign(new TypeError('a secret\n    of two lines'), { code: 'EODD' });
    const described = describeDefect(error);
    expect(described).toMatchObject({ event: 'defect', name: 'TypeError', code: 'EODD' });
    expect(JSON.stringify(described['at'])).toContain('describe-defect.spec');
    expect(JSON.stringify(described)).not.toMatch(/secret|of two lines/);
  });

  it('repeats what an error of ours says', () => {
    const error = new UsageError(ErrorCode.Internal, 'this cannot be');
    expect(describeDefect(error)).toMatchObject({ says: 'this cannot be', code: 'internal' });
  });

  it.each([[undefined], [null], ['a secret'], [{ a: 'secret' }]])('makes do with %j', (thrown) => {
    expect(JSON.stringify(describeDefect(thrown))).not.toContain('secret');
  });
});
