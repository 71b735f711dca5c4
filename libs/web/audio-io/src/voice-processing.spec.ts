import { DEFAULT_PROCESSING, readProcessing } from './voice-processing';

describe('readProcessing', () => {
  it('keeps what was chosen', () => {
    const chosen = { echoCancellation: false, noiseSuppression: true, autoGainControl: false };
    expect(readProcessing(JSON.parse(JSON.stringify(chosen)))).toEqual(chosen);
  });

  it('takes the default for what is not there or is no switch', () => {
    for (const stored of [undefined, null, 'on', 1, [], { echoCancellation: 'no' }]) {
      expect(readProcessing(stored)).toEqual(DEFAULT_PROCESSING);
    }
  });
});
