import { formatTarget, parseTarget } from './target';

describe('a target', () => {
  it.each([
    ['localhost:8888', 'localhost', 8888],
    ['10.0.0.7:1', '10.0.0.7', 1],
    ['[::1]:8888', '::1', 8888],
    ['[2001:db8::7]:65535', '2001:db8::7', 65_535],
    ['[::ffff:10.0.0.7]:9000', '::ffff:10.0.0.7', 9000],
  ])('is parsed from %s, and formatted again', (text, host, port) => {
    expect(parseTarget(text)).toEqual({ host, port });
    expect(formatTarget({ host, port })).toBe(text);
  });

  it.each([
    '',
    'localhost',
    ':8888',
    '::1:8888',
    '[::1]',
    '[]:1',
    '[1]:1',
    '[a.example]:1',
    '[::1:1',
    'a:0',
    'a:65536',
    'a b:1',
    'a=b:1',
  ])('is not parsed from %j', (text) => {
    expect(parseTarget(text)).toBeNull();
  });
});
