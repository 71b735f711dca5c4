import { describeHearing, hearingOf } from './audience';
import { describeProvenance, type Provenance } from './provenance';

const WHOLE: Provenance = {
  signedBy: 'Ann',
  acquaintance: 'known',
  complete: true,
  missing: 0,
  startedAt: '2026-11-29T02:00:00.000Z',
  clockDiffers: false,
  identityChanged: false,
};

describe('what is said of a recording in a sealed room', () => {
  it.each<[string, Partial<Provenance>]>([
    ['complete, signed by Ann', {}],
    ['complete, signed by Ann (verified)', { acquaintance: 'verified' }],
    ['complete, signed by somebody without a name', { signedBy: null }],
    ['1 frame of 20 ms missing, signed by Ann', { complete: false, missing: 1 }],
    ['12 frames of 20 ms missing, signed by Ann', { complete: false, missing: 12 }],
    ['cut off before its end, signed by Ann', { complete: false, missing: null }],
    ['not as it was signed, signed by Ann', { complete: false, missing: 0 }],
    ['complete, signed by Ann, clock differs', { clockDiffers: true }],
    ['complete, signed by Ann, not the Ann that you verified', { identityChanged: true }],
  ])('is "%s"', (words, about) => {
    expect(describeProvenance({ ...WHOLE, ...about })).toBe(words);
  });
});

describe('who can hear', () => {
  const person = {
    ...{ identity: null, acquaintance: null, canSpeak: true, canHearUs: false },
    ...{ isFailing: false, muted: false },
  };
  const people = [
    { ...person, n: 3, name: 'Ben' },
    { ...person, n: 4, name: null },
  ];

  it.each([
    [0, 0, [], 'nobody else is in the room'],
    [2, 2, [], '2 of 2 can hear you'],
    [7, 8, [3], '7 of 8 can hear you; not yet: Ben'],
    [0, 3, [3, 4, 9], 'none of 3 can hear you; not yet: Ben, number 4, number 9'],
  ])('is said for %d of %d', (hearing, others, deaf, words) => {
    expect(describeHearing(hearingOf({ hearing, others, deaf }, people))).toBe(words);
  });
});
