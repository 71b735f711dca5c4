import * as fc from 'fast-check';
import { firstPackets, isOverfull } from './packet-bounds';

describe('firstPackets', () => {
  it('leaves out what is too much, and nothing else', () => {
    const packets = fc.array(fc.stringMatching(/^[a-z]*$/), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(packets, fc.integer({ min: 1, max: 8 }), (all, count) => {
        expect(firstPackets(all.join('\x1e'), count).split('\x1e')).toEqual(all.slice(0, count));
      }),
    );
  });
});

describe('isOverfull', () => {
  const many = 300_000;

  it.each([
    ['wide', `2["x",[${'0,'.repeat(many)}0]]`],
    ['deep', `2["x",${'['.repeat(many)}${']'.repeat(many)}]`],
    ['full of objects', `2["x",${'{"a":'.repeat(many)}0${'}'.repeat(many)}]`],
  ])('is what is %s', (_, packet) => expect(isOverfull(packet)).toBe(true));

  it('is no recording in Base64, however long', () => {
    expect(isOverfull(`2["send_audio",{"audio":"${'A'.repeat(16_000_000)}"}]`)).toBe(false);
    expect(isOverfull('2["connect_to_server",{}]')).toBe(false);
  });
});
