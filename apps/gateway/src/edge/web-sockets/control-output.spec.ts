import { ControlOutput } from './control-output';

describe('ControlOutput', () => {
  it('is exceeded by bytes that wait anywhere', () => {
    const output = new ControlOutput(100);
    expect(output.add('x'.repeat(60))).toBe(true);
    output.flush();
    expect(output.add('x'.repeat(40))).toBe(true);
    expect(output.add('x')).toBe(false);
  });

  it('counts no bytes that were sent', () => {
    const output = new ControlOutput(100);
    for (let i = 0; i < 10; i++) {
      expect(output.add('x'.repeat(100))).toBe(true);
      output.flush();
      output.drain();
    }
  });

  it('does not count recordings, because their sender waits', () => {
    const output = new ControlOutput(100);
    const audio = 'x'.repeat(1_000);
    for (const recording of [
      `2["audio_received",{"audio":"${audio}"}]`,
      `51-["audio_received",{"audio":{"_placeholder":true,"num":0},"x":"${audio}"}]`,
      Buffer.alloc(1_000),
      undefined,
    ])
      expect(output.add(recording)).toBe(true);
    expect(output.add(`2["audio_sent",{"x":"${audio}"}]`)).toBe(false);
  });
});
