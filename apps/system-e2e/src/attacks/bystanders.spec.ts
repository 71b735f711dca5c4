import { once } from 'node:events';
import { stopAll } from '../processes/running';
import { startSystem } from '../integration/system';
import { besideBystanders } from './bystanders';

describe('bystanders of an attack', () => {
  afterEach(stopAll);

  it('lose nothing while nobody attacks', async () => {
    const system = await startSystem();
    const { sent, lost, cut } = await besideBystanders(system, (until) => once(until, 'abort'));
    expect({ lost, cut }).toEqual({ lost: 0, cut: 0 });
    expect(sent).toBeGreaterThan(3);
  });

  it('are found cut, and their messages lost, where they are mistaken for attackers', async () => {
    const system = await startSystem({}, { GATEWAY_EVENTS_PER_SECOND: 1 });
    const { lost, cut } = await besideBystanders(system, (until) => once(until, 'abort'));
    expect(cut).toBe(1);
    expect(lost).toBeGreaterThan(0);
  });
});
