import { ErrorCode } from '@sealwave/kernel';
import { SealedRoomLink } from '../keys/links/sealed-room-link';
import { Device, recordingOf, settle } from '../testing/device';
import { RoomRelay } from '../testing/room-relay';

const REPORT = new Uint8Array(40).fill(7);

describe('a session', () => {
  it('is heard by everybody, and hears everybody', async () => {
    const relay = new RoomRelay();
    const link = await SealedRoomLink.make(0);
    const devices = await Promise.all(
      ['Ann', 'Bob', 'Carl'].map((name) => Device.make({ relay, link: link.forMembers(), name })),
    );
    for (const each of devices) each.enter();
    await settle(...devices);
    for (const each of devices) {
      expect(each.failures).toEqual([]);
      expect(each.refusals).toEqual([]);
      expect(each.session.securityState()).toMatchObject({ level: 'sealed', hearing: 2 });
    }
    for (const [seed, each] of devices.entries()) {
      const frames = recordingOf(300, seed);
      const sent = await each.session.sendRecorded({
        ...{ frames, coder: 'nlp64', startedMs: 1_800_000_000_000, report: REPORT },
      });
      expect(sent).toMatchObject({ reason: 'done', audience: { hearing: 2, others: 2, deaf: [] } });
      await settle(...devices);
      for (const other of devices) {
        if (other === each) continue;
        const ended = other.ended.at(-1)!;
        expect(ended).toMatchObject({ complete: true, missing: 0, reason: 'done', report: REPORT });
        expect(ended.frames.map(({ plaintext }) => plaintext)).toEqual(frames);
      }
    }
    expect(devices.flatMap(({ refusals }) => refusals)).toEqual([]);
    expect(ErrorCode).toBeDefined();
  });
});
