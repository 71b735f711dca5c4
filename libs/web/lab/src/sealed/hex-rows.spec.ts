import { hexRows } from './hex-rows';

describe('hexRows', () => {
  it('writes eight bytes a row, and characters where they can be printed', () => {
    const bytes = Uint8Array.from([0x52, 0x49, 0x46, 0x46, 0, 0x7f, 0xff, 0x20, 0x41]);
    expect(hexRows(bytes)).toEqual([
      { at: '00', hex: '52 49 46 46 00 7f ff 20', text: 'RIFF··· ' },
      { at: '08', hex: '41', text: 'A' },
    ]);
  });

  it('has no rows for no bytes', () => {
    expect(hexRows(new Uint8Array())).toEqual([]);
  });
});
