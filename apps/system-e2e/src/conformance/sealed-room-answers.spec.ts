import { HpkeKey } from '@sealwave/crypto/hpke';
import {
  acknowledgeSenderKey,
  openAnnounce,
  openOrder,
  openSenderKey,
  pairSafetyCode,
  roomSafetyCode,
} from '@sealwave/e2ee/keys';
import { ReceivingTransmission } from '@sealwave/e2ee/transmissions';
import {
  derivedAnswers,
  endOf,
  inputs,
  knownAnswers,
  signedAnswers,
  writeKnownAnswers,
} from './transmissions/known-answers';
import { ours, readLink } from './transmissions/ours';
import { checkedOrder, openedAnnounce } from './transmissions/sealed-room';
import { openedHeader, SecondFrames } from './transmissions/transmission';

if (process.env['WRITE_KNOWN_ANSWERS']) writeKnownAnswers();

const answers = knownAnswers();
const answer = (name: string) => Buffer.from(answers[name], 'hex');
const { room, ann, bob } = inputs;

describe('the known answers in docs', () => {
  it('are what the second implementation makes of the inputs', () => {
    expect(answers).toMatchObject(derivedAnswers());
    const lengths = (all: Readonly<Record<string, string>>) =>
      Object.keys(signedAnswers()).map((name) => all[name].length);
    expect(lengths(answers)).toEqual(lengths(signedAnswers()));
  });

  it('are opened by the second implementation', () => {
    expect(checkedOrder(room, answer('order to mute'))[1]).toBe(1);
    expect(openedAnnounce(room, answer('announce'))).toMatchObject({ name: 'Ann', canSpeak: true });
    const says = openedHeader(room, answer('header'));
    const frames = new SecondFrames(room, says, inputs.senderKey.chain);
    for (const { counter, plaintext } of inputs.frames) {
      expect(frames.open(answer(`frame ${counter}`))).toEqual(plaintext);
    }
    const end = frames.checkTrailer(answer('trailer'), answer('header'), ann.identity.point);
    expect(end).toMatchObject({ frames: 3, report: inputs.report });
  });

  it('are opened by ours', async () => {
    const keys = await (await readLink(room.link)).keys();
    const order = await openOrder(keys, ours(answer('order to mute')));
    expect(order).toEqual({ act: 'mute', atMs: inputs.atMs, target: ours(bob.identity.point) });
    const announced = await openAnnounce(keys, ours(answer('announce')));
    expect(announced).toMatchObject({ name: 'Ann', atMs: inputs.atMs });
    const { scalar, point } = bob.memberKey;
    const parties = {
      ...{ keys, own: await HpkeKey.fromScalar(ours(scalar), ours(point)) },
      sender: { identity: announced.identity, memberKey: announced.memberKey },
      receiver: { identity: ours(endOf(bob).identity), memberKey: ours(point) },
    };
    const opened = await openSenderKey(parties, ours(answer('sender key record')));
    expect(Buffer.from(opened.chain)).toEqual(inputs.senderKey.chain);
    const ack = await acknowledgeSenderKey(opened, ours(point));
    expect(Buffer.from(ack)).toEqual(answer('acknowledgement'));
    const receiving = await ReceivingTransmission.beginKept(keys, ours(answer('header')));
    for (const { counter, plaintext } of inputs.frames) {
      const frame = await receiving.open(ours(answer(`frame ${counter}`)), 0);
      expect(frame).toEqual({ counter, plaintext: ours(plaintext) });
    }
    const end = await receiving.end(ours(answer('trailer')));
    expect(end).toMatchObject({ complete: true, report: ours(inputs.report) });
    const identities = [ann, bob].map(({ identity }) => ours(identity.point));
    const codes = [
      await roomSafetyCode(keys, identities),
      await pairSafetyCode(...pairOf(identities)),
    ];
    expect(codes).toEqual([
      answer('safety code of the room').toString(),
      answer('safety code of the pair').toString(),
    ]);
  });
});

function pairOf<T>([one, other]: readonly T[]): [T, T] {
  return [one, other];
}
