import { type Disconnected, isFailure } from './events';

describe('isFailure', () => {
  it('tells a refusal from an answer', () => {
    const answer: Disconnected = { reason: 'requested' };
    expect(isFailure(answer)).toBe(false);
    expect(isFailure({ code: 'busy', message: 'two recordings are being processed' })).toBe(true);
  });
});
