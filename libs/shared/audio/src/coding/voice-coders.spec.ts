import { ErrorCode } from '@sealwave/kernel';
import { seededRandom } from '@sealwave/testing';
import { CodedAudioError } from './coded-audio-error';
import { energyOf, energyOfDifference } from '../pcm/energy';
import { encodePcm8 } from './quantizer';
import { Quantizer } from './quantizer';
import { CODER_NAMES, muLawCoder, pcmCoder, VOICE_CODERS } from './voice-coders';

const random = seededRandom(8);
const samples = Int16Array.from({ length: 160 }, () => random() * 65_536 - 32_768);
const CODERS = [...Object.values(VOICE_CODERS), muLawCoder, pcmCoder(1), pcmCoder(5), pcmCoder(16)];

describe('VOICE_CODERS', () => {
  it.each(CODER_NAMES)('has %s under its name, at 64 000 bit/s', (name) => {
    expect(VOICE_CODERS[name]).toMatchObject({ name, frameBytes: 160 });
  });
});

describe.each(CODERS)('the coder $name', (coder) => {
  it('reports exactly the energies of what its decoder returns', () => {
    const frame = new Uint8Array(coder.frameBytes);
    const energies = { ...coder.newEncoder().encode(samples, frame) };
    const decoded = coder.newDecoder().decode(frame);
    expect(energies).toEqual({
      signalEnergy: energyOf(samples),
      noiseEnergy: energyOfDifference(samples, decoded),
    });
  });

  it('decodes into the array that it is given', () => {
    const frame = new Uint8Array(coder.frameBytes);
    coder.newEncoder().encode(samples, frame);
    const into = new Int16Array(160);
    expect(coder.newDecoder().decode(frame, into)).toBe(into);
    expect(into).toEqual(coder.newDecoder().decode(frame));
  });

  it('refuses frames of other lengths, and leaves the output array unchanged', () => {
    for (const bytes of [0, coder.frameBytes - 1, coder.frameBytes + 1]) {
      const into = new Int16Array(160).fill(7);
      expect(() => coder.newDecoder().decode(new Uint8Array(bytes), into)).toThrow(CodedAudioError);
      expect(into).toEqual(new Int16Array(160).fill(7));
    }
  });

  it('refuses arrays of other lengths as our own mistake', () => {
    const usage = expect.objectContaining({ code: ErrorCode.Usage });
    const frame = new Uint8Array(coder.frameBytes);
    expect(() => coder.newEncoder().encode(new Int16Array(159), frame)).toThrow(usage);
    expect(() => coder.newEncoder().encode(samples, new Uint8Array(3))).toThrow(usage);
    expect(() => coder.newDecoder().decode(frame, new Int16Array(161))).toThrow(usage);
  });
});

describe('pcmCoder', () => {
  it('makes, with 8 bits, the bytes of pcm8', () => {
    const frame = new Uint8Array(160);
    VOICE_CODERS.pcm8.newEncoder().encode(samples, frame);
    expect(frame).toEqual(new Uint8Array(encodePcm8(samples).buffer));
  });

  it.each([1, 2, 3, 7, 12, 16])('packs levels of %d bits without gaps', (bits) => {
    const coder = pcmCoder(bits);
    expect(coder.frameBytes).toBe(20 * bits);
    const frame = new Uint8Array(coder.frameBytes);
    coder.newEncoder().encode(samples, frame);
    const quantizer = new Quantizer(bits);
    const expected = quantizer.dequantize(quantizer.quantize(samples));
    expect(coder.newDecoder().decode(frame)).toEqual(expected);
  });

  it.each([0, 17, 1.5])('refuses levels of %d bits', (bits) => {
    expect(() => pcmCoder(bits)).toThrow(expect.objectContaining({ code: ErrorCode.Usage }));
  });
});
