import { SocketQuota } from './socket-quota';
import type { Visitor } from './visitor';

const from = (address: string, isExempt = false): Visitor => {
  return { address, group: address, isExempt };
};

describe('SocketQuota', () => {
  it('admits the configured number for each address, and another one when one closes', () => {
    const all = new SocketQuota(2);
    const [ann, ben] = [from('203.0.113.7'), from('203.0.113.8')];
    const [leave] = [all.reserve(ann), all.reserve(ann)];
    expect(all.hasCapacity(ann)).toBe(false);
    expect(all.hasCapacity(ben)).toBe(true);
    leave();
    expect(all.hasCapacity(ann)).toBe(true);
  });

  it('counts all addresses of one subscriber together', () => {
    const all = new SocketQuota(1);
    all.reserve({ ...from('2001:db8::1'), group: '2001:db8:0:0::/64' });
    expect(all.hasCapacity({ ...from('2001:db8::3'), group: '2001:db8:0:0::/64' })).toBe(false);
    expect(all.hasCapacity({ ...from('2001:db8:0:1::1'), group: '2001:db8:0:1::/64' })).toBe(true);
  });

  it('TM-D13: counts the networks of a site together as well, and those who are exempt not at all', () => {
    const all = new SocketQuota(1);
    const inSite = (subnet: number, isExempt = false): Visitor =>
      from(`2001:db8:7:${subnet.toString(16)}::/64`, isExempt);
    for (let i = 0; i < 100; i++) all.reserve(inSite(i, true));
    let taken = 0;
    for (let i = 0; i < 4_096; i++) {
      if (!all.hasCapacity(inSite(i))) continue;
      all.reserve(inSite(i));
      taken++;
    }
    expect(taken).toBe(16);
  });

  it('admits any number of exempt visitors', () => {
    const all = new SocketQuota(2);
    for (let i = 0; i < 100; i++) all.reserve(from('127.0.0.1', true));
    expect(all.hasCapacity(from('127.0.0.1', true))).toBe(true);
  });
});
