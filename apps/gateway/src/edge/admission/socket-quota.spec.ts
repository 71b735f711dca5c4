import { SocketQuota } from './socket-quota';
import type { Visitor } from './visitor';

const from = (address: string, isExempt = false): Visitor => {
  return { address, group: address, isExempt };
};

describe('SocketQuota', () => {
  it('has as many for each address as it was told, and again when one is left', () => {
    const all = new SocketQuota(2);
    const [ann, ben] = [from('203.0.113.7'), from('203.0.113.8')];
    const [leave] = [all.take(ann), all.take(ann)];
    expect(all.hasRoom(ann)).toBe(false);
    expect(all.hasRoom(ben)).toBe(true);
    leave();
    expect(all.hasRoom(ann)).toBe(true);
  });

  it('counts the addresses of one subscriber together', () => {
    const all = new SocketQuota(1);
    all.take({ ...from('2001:db8::1'), group: '2001:db8:0:0::/64' });
    expect(all.hasRoom({ ...from('2001:db8::3'), group: '2001:db8:0:0::/64' })).toBe(false);
    expect(all.hasRoom({ ...from('2001:db8:0:1::1'), group: '2001:db8:0:1::/64' })).toBe(true);
  });

  it('TM-D13: counts the networks of a site together as well, and those who are exempt not at all', () => {
    const all = new SocketQuota(1);
    const inSite = (subnet: number, isExempt = false): Visitor =>
      from(`2001:db8:7:${subnet.toString(16)}::/64`, isExempt);
    for (let i = 0; i < 100; i++) all.take(inSite(i, true));
    let taken = 0;
    for (let i = 0; i < 4_096; i++) {
      if (!all.hasRoom(inSite(i))) continue;
      all.take(inSite(i));
      taken++;
    }
    expect(taken).toBe(16);
  });

  it('has any number for those who are exempt', () => {
    const all = new SocketQuota(2);
    for (let i = 0; i < 100; i++) all.take(from('127.0.0.1', true));
    expect(all.hasRoom(from('127.0.0.1', true))).toBe(true);
  });
});
