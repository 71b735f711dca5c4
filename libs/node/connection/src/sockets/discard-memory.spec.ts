import { discardMemory } from './discard-memory';

describe('discardMemory', () => {
  it('leaves nothing to those who still refer to the buffer', () => {
    const bytes = new Uint8Array(1_000_000).fill(7);
    const view = bytes.subarray(10, 20);
    discardMemory(view);
    expect([bytes.length, view.length, bytes.buffer.byteLength]).toEqual([0, 0, 0]);
  });
});
