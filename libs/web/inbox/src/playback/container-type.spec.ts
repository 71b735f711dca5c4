import { containerTypeOf } from './container-type';

const bytesOf = (text: string): Uint8Array =>
  Uint8Array.from(text, (character) => character.charCodeAt(0));

describe('containerTypeOf', () => {
  it.each([
    ['RIFF\x24\0\0\0WAVEfmt ', 'audio/wav', 'wav'],
    ['\x1a\x45\xdf\xa3\x9fB', 'audio/webm', 'webm'],
    ['OggS\0\x02', 'audio/ogg', 'ogg'],
    ['\0\0\0\x20ftypM4A ', 'audio/mp4', 'm4a'],
    ['fLaC\0', 'audio/flac', 'flac'],
    ['ID3\x04', 'audio/mpeg', 'mp3'],
    ['\xff\xfb\x90', 'audio/mpeg', 'mp3'],
  ])('recognises %j as %s', (start, mimeType, extension) => {
    expect(containerTypeOf(bytesOf(start))).toEqual({ mimeType, extension });
  });

  it.each(['', 'RIFF', 'RIFF\0\0\0\0AVI ', '<html>', '\xff\xf1'])(
    'does not recognise %j',
    (start) => {
      expect(containerTypeOf(bytesOf(start)).mimeType).toBe('application/octet-stream');
    },
  );
});
