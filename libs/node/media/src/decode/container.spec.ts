import * as fc from 'fast-check';
import { recognizeContainer } from './container';
import { skipId3 } from './mp3/id3';
import { readAsset } from '../testing/recording-fixtures';

describe('recognizeContainer', () => {
  it.each([
    ['librivox-0930.wav', 'wav'],
    ['librivox-0930.webm', 'webm'],
    ['librivox-0930.ogg', 'ogg'],
    ['librivox-0930.flac', 'flac'],
  ])('recognises %s by its first bytes as %s', (name, container) => {
    const bytes = readAsset(name);
    expect(recognizeContainer(bytes.subarray(0, 12))).toBe(container);
  });

  it.each(['RF64', 'BW64'])('recognises %s as the form of WAVE for large files', (magic) => {
    const bytes = new TextEncoder().encode(`${magic}....WAVE`);
    expect(recognizeContainer(bytes)).toBe('wav');
  });

  it('recognises MP3 by two consecutive frames, or by a tag in front of them', () => {
    const mp3 = readAsset('librivox-0930.mp3');
    expect(recognizeContainer(mp3)).toBe('mp3');
    const bare = mp3.subarray(skipId3(mp3));
    expect(recognizeContainer(bare)).toBe('mp3');
    expect(recognizeContainer(Uint8Array.of(...bare.subarray(0, 4), ...new Uint8Array(5000)))).toBe(
      undefined,
    );
  });

  it('recognises FLAC behind a tag', () => {
    const tag = Uint8Array.of(0x49, 0x44, 0x33, 4, 0, 0, 0, 0, 0, 1, 0);
    expect(recognizeContainer(Uint8Array.of(...tag, ...readAsset('librivox-0930.flac')))).toBe(
      'flac',
    );
  });

  it.each(['', 'RIFF', 'RIFF\0\0\0\0AVI ', 'Ogg', 'ID3', '<html>', 'fLa'])(
    'does not recognise %j',
    (text) => {
      expect(recognizeContainer(new TextEncoder().encode(text))).toBeUndefined();
    },
  );

  it('recognises nothing in random bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 3 }), (bytes) => {
        expect(recognizeContainer(bytes)).toBeUndefined();
      }),
    );
  });
});
