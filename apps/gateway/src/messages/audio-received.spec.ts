import type { Incoming } from '@sealwave/node/voice-client';
import { toAudioReceived } from './hearing';

describe('audioReceived', () => {
  // A view into a larger buffer, as it comes out of a frame.
  const bytes = new TextEncoder().encode('xxRIFFyy').subarray(2, 6);
  const incoming: Incoming = {
    ...{ id: 'a1', bytes, codec: 'unknown', quality: null, durationMs: 20, encrypted: false },
  };

  it('contains exactly the received bytes, or their Base64', () => {
    expect([...toAudioReceived(incoming, true).audio]).toEqual([...bytes]);
    expect(toAudioReceived(incoming, false).audio).toBe('UklGRg==');
  });

  it('distinguishes a playable file from opaque bytes', () => {
    expect(toAudioReceived(incoming, true)).toMatchObject({ format: 'wav', encrypted: false });
    const sealed: Incoming = { ...incoming, bytes: Uint8Array.of(1), encrypted: true };
    expect(toAudioReceived(sealed, true)).toMatchObject({ format: 'opaque', encrypted: true });
  });
});
