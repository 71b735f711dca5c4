import { SigningKey } from '@sealwave/crypto';
import { ErrorCode } from '@sealwave/kernel';
import { RoomFlag } from '@sealwave/room';
import { handOver, personWith, roomOf, voiceFrame } from '../testing/room-fixture';
import { countersFrom, receive, room, sealAll, send } from '../testing/transmission-fixture';
import { SenderKey } from '../keys/sender-keys/sender-key';
import { ReceivingTransmission } from './receiving-transmission';

const missing = expect.objectContaining({ code: ErrorCode.SenderKeyMissing });
const DONE = { reason: 'done', report: new Uint8Array(40) } as const;

describe('F3: a newcomer', () => {
  it('hears who is talking from the next key on, and opens nothing earlier', async () => {
    const { ann, link } = await room();
    const before = await send(ann);
    await before.end(DONE);
    const sending = await send(ann);
    const early = await sealAll(sending, countersFrom(0, 260));
    const dora = await personWith(link, 4);
    await roomOf(ann, dora);
    await handOver(ann, dora, [await sending.running()]);
    const receiving = await receive(dora, ann, sending.header);
    const rest = await sealAll(sending, countersFrom(260, 260));
    const outcomes = await Promise.all(
      [...early, ...rest].map((frame, i) =>
        receiving.open(frame, i * 20).then(
          ({ counter }) => counter,
          (error: unknown) => expect(error).toEqual(missing),
        ),
      ),
    );
    expect(outcomes.filter((each) => each !== undefined)).toEqual(countersFrom(500, 20));
    const end = await receiving.end(await sending.end(DONE));
    expect(end).toMatchObject({ complete: false, frames: 520, missing: 500 });
    await expect(receive(dora, ann, before.header)).rejects.toMatchObject({
      code: ErrorCode.ReplayedMessage,
    });
    const next = await send(ann);
    await receive(dora, ann, next.header);
  });
});

describe('F3: a member who was removed', () => {
  it('opens nothing after', async () => {
    const { ann, bob } = await room();
    const before = await send(ann);
    await receive(bob, ann, before.header);
    ann.senderKey = SenderKey.draw();
    const sending = await send(ann);
    await expect(receive(bob, ann, sending.header)).rejects.toEqual(missing);
  });
});

describe('a transmission that the room keeps', () => {
  it('is opened later by somebody with the link, who sees who signed it', async () => {
    const { ann, link } = await room(RoomFlag.Keeps);
    const sending = await send(ann, { kind: 'recorded' });
    const frames = await sealAll(sending, countersFrom(0, 300));
    const trailer = await sending.end(DONE);
    const keys = await link.forMembers().keys();
    const receiving = await ReceivingTransmission.beginKept(keys, sending.header);
    expect(receiving.header.identity).toEqual(ann.identity.publicPoint);
    for (const [i, frame] of frames.entries()) {
      expect(await receiving.open(frame, 0)).toMatchObject({ plaintext: voiceFrame(i) });
    }
    expect(await receiving.end(trailer)).toMatchObject({ complete: true });
  });

  it('TM-S5: is not from a listener, with an evil server either', async () => {
    const { link } = await room(RoomFlag.Keeps);
    const listener = await personWith((await link.forListeners(2e12))!, 4);
    const speakKey = await SigningKey.generate();
    const forced = { ...listener, keys: { ...listener.keys, speakKey } };
    const { header } = await send(forced, { kind: 'recorded' });
    await expect(ReceivingTransmission.beginKept(listener.keys, header)).rejects.toMatchObject({
      code: ErrorCode.NotAllowed,
    });
  });

  it('is not opened where the room keeps nothing', async () => {
    const { ann } = await room();
    const { header } = await send(ann);
    await expect(ReceivingTransmission.beginKept(ann.keys, header)).rejects.toMatchObject({
      code: ErrorCode.TransmissionRefused,
    });
  });
});
