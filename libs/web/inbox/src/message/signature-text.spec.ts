import type { TransmissionProof } from '@sealwave/web/sealed-room';
import type { InboxMessage } from './inbox-message';
import { checkText } from './message-text';

const WHOLE: TransmissionProof = {
  ...{ complete: true, missingMs: 0, acquaintance: 'known', clockDiffers: false },
};

function messageWith(signed: TransmissionProof): InboxMessage {
  const voice = { url: 'blob:1', size: 1, extension: 'wav', durationMs: 1000, peaks: null };
  return {
    ...{ id: 'a', origin: 'server', place: 'A'.repeat(24), sender: { n: 2, name: 'Ann' }, signed },
    ...{ receivedAt: new Date(0), size: 1, codec: 'nlp64', quality: null, heard: false },
    content: { kind: 'plain', voice },
  };
}

describe('the check of a message in a sealed room', () => {
  it.each<[Partial<TransmissionProof>, string]>([
    [{}, 'Signed by Ann: complete and unaltered'],
    [{ acquaintance: 'verified' }, 'Signed by Ann, verified: complete and unaltered'],
    [{ complete: false, missingMs: 1240 }, 'Incomplete: 1.2 s from Ann are missing'],
    [{ complete: false, missingMs: null }, 'Incomplete: the end from Ann did not come'],
  ])('says of %j: %s', (change, text) => {
    expect(checkText(messageWith({ ...WHOLE, ...change }))).toBe(text);
  });

  it.each([0, 1240, null])(
    'calls nothing complete that is not, with %s ms missing',
    (missingMs) => {
      const text = checkText(messageWith({ ...WHOLE, complete: false, missingMs }));
      expect(text).not.toMatch(/complete and/);
    },
  );
});
