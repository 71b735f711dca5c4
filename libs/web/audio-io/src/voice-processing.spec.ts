import { DEFAULT_PROCESSING, readProcessing } from './voice-processing';

describe('readProcessing', () => {
  it('keeps the stored choice', () => {
    const chosen = { echoCancellation: false, noiseSuppression: true, autoGainControl: false };
    expect(readProcessing(JSON.parse(JSON.stringify(chosen)))).toEqual(chosen);
  });

  it('uses the default for a missing or malformed switch', () => {
    for (const stored of [undefined, null, 'on', 1, [], { echoCancellation: 'no' }]) {
      expect(readProcessing(stored)).toEqual(DEFAULT_PROCESSING);
    }
  });
});
