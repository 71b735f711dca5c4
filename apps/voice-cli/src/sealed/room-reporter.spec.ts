import type { Person } from '@sealwave/e2ee/session';
import { ErrorCode } from '@sealwave/kernel';
import { RoomReporter } from './room-reporter';

const person = (n: number, name: string | null, change: Partial<Person> = {}): Person => ({
  ...{ n, name, identity: new Uint8Array(65).fill(n), acquaintance: 'known', canSpeak: true },
  ...{ canHearUs: true, isFailing: false, muted: false },
  ...change,
});
const state = (...because: number[]) =>
  ({ level: because.length > 0 ? 'broken' : 'sealed', hearing: 1, others: 1, because }) as const;
const refusal = { from: 2, code: ErrorCode.ReplayedMessage, transmissionId: null };

describe('RoomReporter', () => {
  let remarks: string[];
  let reporter: RoomReporter;
  beforeEach(() => {
    remarks = [];
    const screen = { remark: (text: string) => remarks.push(text), detail: () => undefined };
    reporter = new RoomReporter({ screen, listener: undefined, baseUrl: '' });
  });

  it('warns once of somebody who is not the person that was verified', () => {
    const changed = person(2, 'Ann', { acquaintance: 'changed', canHearUs: false });
    for (let i = 0; i < 3; i++) reporter.peopleChanged([changed], state(2));
    expect(remarks).toEqual([expect.stringContaining('not the Ann that you verified')]);
  });

  it('warns again after a reconnection, when numbers begin again', () => {
    const failing = person(2, null, { isFailing: true });
    for (const people of [[failing], [], [failing]]) reporter.peopleChanged(people, state(2));
    expect(remarks).toEqual(Array(2).fill(expect.stringContaining('comes from number 2')));
  });

  it('does not warn of those who only cannot hear yet', () => {
    reporter.peopleChanged([person(2, 'Ann', { canHearUs: false })], state(2));
    expect(remarks).toEqual([]);
  });

  it('names what is refused with a sentence and a code, by the name of the member', () => {
    reporter.peopleChanged([person(2, 'Ann')], state());
    reporter.refused(refusal);
    expect(remarks).toEqual(['refused: something from Ann that came before (replayed_message)']);
  });

  it('stops to name refusals when there are very many', () => {
    for (let i = 0; i < 1000; i++) reporter.refused(refusal);
    expect(remarks).toHaveLength(101);
    expect(remarks.at(-1)).toContain('not named here');
  });
});
