import * as fc from 'fast-check';
import { recognizeContainer } from './container';
import { readAsset } from './recording-fixtures';

describe('recognizeContainer', () => {
  it.each([
    ['librivox-0930.wav', 'wav'],
    ['librivox-0930.webm', 'webm'],
    ['librivox-0930.ogg', 'ogg'],
  ])('knows %s by its first bytes as %s', (name, container) => {
    const bytes = readAsset(name);
    expect(recognizeContainer(bytes.subarray(0, 12))).toBe(container);
  });

  it.each(['', 'RIFF', 'RIFF\0\0\0\0AVI ', 'Ogg', 'ID3', '<html>', 'fLaC'])(
    'passes on %j',
    (text) => {
      expect(recognizeContainer(new TextEncoder().encode(text))).toBeUndefined();
    },
  );

  it('finds nothing in random bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 3 }), (bytes) => {
        expect(recognizeContainer(bytes)).toBeUndefined();
      }),
    );
  });
});
