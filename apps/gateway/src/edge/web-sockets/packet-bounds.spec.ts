import * as fc from 'fast-check';
import { attachmentsOf, firstPackets, isOverfull, isOverlong } from './packet-bounds';

describe('firstPackets', () => {
  it('drops only the packets above the limit', () => {
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
  ])('is true for %s', (_, packet) => expect(isOverfull(packet)).toBe(true));

  it('is false for a recording in Base64, however long', () => {
    expect(isOverfull(`2["send_audio",{"audio":"${'A'.repeat(16_000_000)}"}]`)).toBe(false);
    expect(isOverfull('2["connect_to_server",{}]')).toBe(false);
  });
});

describe('isOverlong', () => {
  const long = 'A'.repeat(70_000);

  it.each([`2["connect_to_server",{"host":"${long}"}]`, `0{"audio":"${long}"}`, `31["${long}"]`])(
    'is true for a long text that is not a recording (%#)',
    (packet) => expect(isOverlong(packet)).toBe(true),
  );

  it.each([
    `2["send_audio",{"audio":"${long}"}]`,
    `217["send_audio",{"audio":"${long}"}]`,
    '2["connect_to_server",{}]',
  ])('is false for a recording in Base64, and for a short packet (%#)', (packet) => {
    expect(isOverlong(packet)).toBe(false);
  });
});

describe('attachmentsOf', () => {
  it.each([
    ['51-["audio_part",{}]', 1],
    ['510-["x"]', 10],
    ['62-1[]', 2],
    ['2["x-"]', 0],
    ['5["x"]', 0],
    ['', 0],
  ])('counts the attachments of %j as %i', (packet, count) =>
    expect(attachmentsOf(packet)).toBe(count),
  );
});
