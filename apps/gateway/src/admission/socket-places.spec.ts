import { Networks } from '@sealwave/node/limits';
import { SocketPlaces } from './socket-places';

describe('SocketPlaces', () => {
  const places = () => new SocketPlaces(2, new Networks(['127.0.0.0/8']));

  it('has as many for each address as it was told, and again when one is left', () => {
    const all = places();
    const [leave] = [all.take('203.0.113.7'), all.take('203.0.113.7')];
    expect(all.hasRoom('203.0.113.7')).toBe(false);
    expect(all.hasRoom('203.0.113.8')).toBe(true);
    leave();
    expect(all.hasRoom('203.0.113.7')).toBe(true);
  });

  it('counts the addresses of one subscriber together', () => {
    const all = places();
    for (const address of ['2001:db8::1', '2001:db8::2']) all.take(address);
    expect(all.hasRoom('2001:db8::3')).toBe(false);
    expect(all.hasRoom('2001:db8:0:1::1')).toBe(true);
  });

  it('has any number for those who are exempt', () => {
    const all = places();
    for (let i = 0; i < 100; i++) all.take('127.0.0.1');
    expect(all.hasRoom('127.0.0.1')).toBe(true);
    expect(all.hasRoom('::ffff:127.0.0.1')).toBe(true);
  });
});
