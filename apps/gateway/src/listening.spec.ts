import { whereToOpen } from './listening';

const names = { hostNames: ['hall'], lanAddresses: ['192.0.2.7'], lanAddresses6: ['2001:db8::7'] };
const listening = { port: 5000, scheme: 'http', names, fingerprint: undefined } as const;

describe('whereToOpen', () => {
  it.each([
    ['127.0.0.1', 'http://localhost:5000'],
    ['::1', 'http://localhost:5000'],
    ['127.0.0.2', 'http://127.0.0.2:5000'],
    ['2001:db8::7', 'http://[2001:db8::7]:5000'],
  ])('returns one address for %s', (address, url) => {
    expect(whereToOpen({ ...listening, address })).toEqual({
      url,
      notes: [],
      event: { event: 'listening', url },
    });
  });

  it('returns every address of the machine when it listens on all, and the fingerprint to compare', () => {
    const { url, notes, event } = whereToOpen({
      ...listening,
      address: '0.0.0.0',
      scheme: 'https',
      fingerprint: 'AB:CD',
    });
    expect(url).toBe('https://localhost:5000');
    expect(notes.join('\n')).toMatch(/https:\/\/192\.0\.2\.7:5000\n.*AB:CD/);
    expect(event).toMatchObject({ lan: ['https://192.0.2.7:5000'], fingerprint: 'AB:CD' });
  });
});
