import { SigningKey } from '@sealwave/crypto';
import { type Bytes, concat, ErrorCode } from '@sealwave/kernel';
import { flipped, handOver, personWith, roomOf, voiceFrame } from '../testing/room-fixture';
import { countersFrom, receive, room, sealAll, send } from '../testing/transmission-fixture';
import { frameMetadata, SendingTransmission } from './sending-transmission';
import { SFrameCipher } from './sframe-cipher';
import { frameKeyId } from './transmission-limits';

const refusedAs = (code: ErrorCode) => expect.objectContaining({ code });
const refused = refusedAs(ErrorCode.TransmissionRefused);
const REPORT: Bytes = new Uint8Array(40).fill(9);
const DONE = { reason: 'done', report: REPORT } as const;

describe('a transmission', () => {
  it('arrives as it was sent, over several keys and a pause', async () => {
    const { ann, bob } = await room();
    const sending = await send(ann);
    const counters = [...countersFrom(0, 260), ...countersFrom(700, 60)];
    const frames = await sealAll(sending, counters);
    const receiving = await receive(bob, ann, sending.header);
    expect(receiving.header).toMatchObject({ kind: 'live', coder: 'nlp64', step: 0 });
    expect(receiving.header.identity).toEqual(ann.identity.publicPoint);
    for (const [i, frame] of frames.entries()) {
      const plaintext = voiceFrame(counters[i]);
      expect(await receiving.open(frame, counters[i] * 20)).toEqual({
        counter: counters[i],
        plaintext,
      });
    }
    expect(await receiving.end(await sending.end(DONE))).toEqual({
      ...{ ...DONE, complete: true, frames: 320, missing: 0 },
    });
  });

  it('carries a text in one frame, whose size says little of it', async () => {
    const { ann, bob } = await room();
    const sizes: number[] = [];
    for (const text of ['', 'Hello', 'H\u00e9llo \u{1f44b}', 'x'.repeat(62), 'x'.repeat(63)]) {
      const sending = await send(ann, { kind: 'text', coder: 'none' });
      const receiving = await receive(bob, ann, sending.header);
      const frame = await sending.sealText(text);
      sizes.push(frame.length);
      expect(await receiving.openText(frame, 0)).toBe(text);
      const end = await sending.end({ reason: 'done', report: new Uint8Array() });
      expect(await receiving.end(end)).toMatchObject({ complete: true, frames: 1 });
    }
    expect(new Set(sizes.slice(0, 4)).size).toBeLessThanOrEqual(2);
    expect(sizes[4] - sizes[0]).toBeGreaterThanOrEqual(64);
  });

  it('has frames of one size, whatever is spoken', async () => {
    const { ann } = await room();
    const sending = await send(ann);
    const silent = await sending.seal(0, new Uint8Array(160));
    expect(await sending.seal(1, voiceFrame(5))).toHaveLength(silent.length);
  });

  it('says what is missing, and that it is not complete', async () => {
    const { ann, bob } = await room();
    const sending = await send(ann);
    const frames = await sealAll(sending, countersFrom(0, 10));
    const receiving = await receive(bob, ann, sending.header);
    for (const frame of frames.filter((_, i) => i !== 4)) await receiving.open(frame, 0);
    const end = await receiving.end(await sending.end(DONE));
    expect(end).toMatchObject({ complete: false, frames: 10, missing: 1 });
  });

  it('is complete in whatever order its frames come within 5 s', async () => {
    const { ann, bob } = await room();
    const sending = await send(ann);
    const frames = await sealAll(sending, countersFrom(0, 20));
    const receiving = await receive(bob, ann, sending.header);
    for (const frame of frames.reverse()) await receiving.open(frame, 0);
    expect(await receiving.end(await sending.end(DONE))).toMatchObject({ complete: true });
  });

  it('seals one minute under distinct pairs of key and counter, and no other way', async () => {
    const { ann } = await room();
    const sending = await send(ann, { kind: 'recorded' });
    const frames = await sealAll(sending, countersFrom(0, 3000));
    const heads = frames.map((frame) => frame.subarray(0, 6).join());
    expect(new Set(heads).size).toBe(3000);
    const usage = refusedAs(ErrorCode.Usage);
    await expect(sending.seal(2999, voiceFrame(0))).rejects.toEqual(usage);
    await expect(sending.seal(3000.5, voiceFrame(0))).rejects.toEqual(usage);
    await expect(sending.seal(3000, new Uint8Array(159))).rejects.toEqual(usage);
    await expect(sending.sealText('no')).rejects.toEqual(usage);
    await sending.end(DONE);
    await expect(sending.seal(3001, voiceFrame(0))).rejects.toEqual(usage);
    await expect(sending.end(DONE)).rejects.toEqual(usage);
    await expect(sending.running()).rejects.toEqual(usage);
  });

  it('lasts no longer than 10 minutes', async () => {
    const { ann, bob } = await room();
    const sending = await send(ann);
    const receiving = await receive(bob, ann, sending.header);
    const last = await sending.seal(29_999, voiceFrame(1));
    expect(await receiving.open(last, 0)).toMatchObject({ counter: 29_999 });
    const tooLong = refusedAs(ErrorCode.AudioTooLong);
    await expect(sending.seal(30_000, voiceFrame(1))).rejects.toEqual(tooLong);
  });
});

describe('E2: what a server changes', () => {
  it('in the header is refused, bit by bit', async () => {
    const { ann, bob } = await room(1);
    const { header } = await send(ann);
    for (let bit = 0; bit < header.length * 8; bit++) {
      await expect(receive(bob, ann, flipped(header, bit))).rejects.toEqual(refused);
    }
    for (const changed of [header.slice(0, -1), concat(header, header), header.slice(0, 50)]) {
      await expect(receive(bob, ann, changed)).rejects.toEqual(refused);
    }
    await receive(bob, ann, header);
  });

  it('in a frame or in the trailer is refused, bit by bit, and spoils nothing', async () => {
    const { ann, bob } = await room();
    const sending = await send(ann);
    const [frame] = await sealAll(sending, [300]);
    const receiving = await receive(bob, ann, sending.header);
    const notTaken = expect.objectContaining({
      code: expect.stringMatching(
        /^(integrity_failed|transmission_refused|audio_too_long|sender_key_missing)$/,
      ) as string,
    });
    for (let bit = 0; bit < frame.length * 8; bit++) {
      await expect(receiving.open(flipped(frame, bit), 20 * bit)).rejects.toEqual(notTaken);
    }
    await receiving.open(frame, 1e9);
    const trailer = await sending.end(DONE);
    for (let bit = 0; bit < trailer.length * 8; bit++) {
      await expect(receiving.end(flipped(trailer, bit))).rejects.toEqual(notTaken);
    }
    expect(await receiving.end(trailer)).toMatchObject({ complete: true });
  });

  it('by calling a room open is refused, whatever it says', async () => {
    const { ann, bob } = await room();
    const { header } = await send(ann);
    const open = header.slice();
    open[1] = 0;
    await expect(receive(bob, ann, open)).rejects.toEqual(refusedAs(ErrorCode.E2eeRequired));
  });

  it('by taking a trailer for a frame, or a frame for a trailer, is refused', async () => {
    const { ann, bob } = await room();
    const sending = await send(ann);
    const [first, second] = await sealAll(sending, [0, 1]);
    const receiving = await receive(bob, ann, sending.header);
    await receiving.open(first, 0);
    const integrity = refusedAs(ErrorCode.IntegrityFailed);
    await expect(receiving.end(second)).rejects.toEqual(integrity);
    const trailer = await sending.end(DONE);
    await expect(receiving.open(trailer, 0)).rejects.toEqual(integrity);
    await receiving.end(trailer);
    await expect(receiving.open(second, 0)).rejects.toEqual(refused);
    await expect(receiving.end(trailer)).rejects.toEqual(refused);
  });

  it('by making a room keep is refused', async () => {
    const { ann, bob } = await room();
    const keeping = { ...ann, keys: { ...ann.keys, flags: 1 } };
    await expect(receive(bob, ann, (await send(keeping)).header)).rejects.toEqual(refused);
  });
});

describe('R1: what comes again', () => {
  it('is refused: a frame, a transmission, and that of yesterday', async () => {
    const { ann, bob, link } = await room();
    const sending = await send(ann);
    const [frame, later] = await sealAll(sending, [0, 1]);
    const receiving = await receive(bob, ann, sending.header);
    await receiving.open(frame, 0);
    const replayed = refusedAs(ErrorCode.ReplayedMessage);
    await expect(receiving.open(frame, 0)).rejects.toEqual(replayed);
    await expect(receive(bob, ann, sending.header)).rejects.toEqual(replayed);
    const again = await personWith(link, bob.n);
    ann.members.leave(bob.n);
    await roomOf(ann, again);
    await expect(receive(again, ann, sending.header)).rejects.toEqual(
      refusedAs(ErrorCode.SenderKeyMissing),
    );
    await receiving.open(later, 0);
  });

  it('of another transmission or another step does not open', async () => {
    const { ann, bob } = await room();
    const [one, other] = [await send(ann), await send(ann)];
    const [frame] = await sealAll(one, [0]);
    const receiving = await receive(bob, ann, other.header);
    await expect(receiving.open(frame, 0)).rejects.toEqual(refused);
    await expect(receiving.end(await one.end(DONE))).rejects.toEqual(refused);
  });

  it('of another room of the same secret does not open', async () => {
    const { ann, bob } = await room();
    const { header } = await send(ann);
    const elsewhere = { ...bob, keys: { ...bob.keys, room: new Uint8Array(18) } };
    await expect(receive(elsewhere, ann, header)).rejects.toEqual(refused);
  });
});

describe('E1, A3, TM-S2, TM-S5: who speaks', () => {
  it('is the member that signed, and not one that the server names', async () => {
    const { ann, bob, carl } = await room();
    const mismatch = refusedAs(ErrorCode.AttributionMismatch);
    const sending = await send(ann);
    await expect(receive(bob, carl, sending.header)).rejects.toEqual(mismatch);
    await expect(receive(bob, 9, sending.header)).rejects.toEqual(refused);
    await receive(bob, ann, sending.header);
  });

  it('is nobody who uses the key of another', async () => {
    const { ann, bob, carl } = await room();
    await handOver(carl, bob);
    const posing = await send({ ...ann, identity: carl.identity });
    const mismatch = refusedAs(ErrorCode.AttributionMismatch);
    await expect(receive(bob, ann, posing.header)).rejects.toEqual(mismatch);
    await expect(receive(bob, carl, posing.header)).rejects.toEqual(mismatch);
  });

  it('is nobody who names another and signs for them, with the sender key as well', async () => {
    const { ann, bob, carl } = await room();
    const { privateKey } = carl.identity.stored;
    const identity = new SigningKey({ ...ann.identity.stored, privateKey });
    await expect(receive(bob, ann, (await send({ ...ann, identity })).header)).rejects.toEqual(
      refused,
    );
  });

  it('is nobody who ends what another has begun', async () => {
    const { ann, bob } = await room();
    const { keys, senderKey } = ann;
    const terms = { kind: 'live', coder: 'pcm8', startedMs: 1 } as const;
    const identity = new SigningKey(ann.identity.stored);
    const sending = await SendingTransmission.begin({ keys, identity, senderKey, terms });
    const receiving = await receive(bob, ann, sending.header);
    const { privateKey } = (await SigningKey.generate()).stored;
    Object.assign(identity, { stored: { ...identity.stored, privateKey } });
    await expect(receiving.end(await sending.end(DONE))).rejects.toEqual(refused);
  });

  it('is nobody who puts in a frame with the key that they were handed, which the end shows', async () => {
    const { ann, bob, carl } = await room();
    await handOver(ann, carl);
    const sending = await send(ann);
    const [first] = await sealAll(sending, [0, 1]);
    const receiving = await receive(bob, ann, sending.header);
    const { step, transmissionId } = receiving.header;
    const key = await (await carl.received.begin(ann.n, receiving.header)).keyAt(0);
    const cipher = await SFrameCipher.of(frameKeyId(step, 1), key);
    const metadata = frameMetadata(carl.keys.room, transmissionId);
    const forged = await cipher.seal(1n, voiceFrame(9), metadata);
    await receiving.open(first, 0);
    await receiving.open(forged, 20);
    const end = await receiving.end(await sending.end(DONE));
    expect(end).toMatchObject({ complete: false, frames: 2, missing: 0 });
  });

  it('is never a listener, with an evil server either', async () => {
    const { link, bob } = await room();
    const listener = await personWith((await link.forListeners(2e12))!, 4);
    const notAllowed = refusedAs(ErrorCode.NotAllowed);
    await expect(send(listener)).rejects.toEqual(notAllowed);
    await roomOf(listener, bob);
    await handOver(listener, bob);
    const speakKey = await SigningKey.generate();
    const forced = { ...listener, keys: { ...listener.keys, speakKey } };
    await expect(receive(bob, listener, (await send(forced)).header)).rejects.toEqual(notAllowed);
  });

  it('is never somebody who has announced to listen, with the key to speak either', async () => {
    const { link, bob } = await room();
    const lea = await personWith(link, 4);
    await roomOf({ ...lea, keys: { ...lea.keys, speakKey: null } }, bob);
    await handOver(lea, bob);
    const { header } = await send(lea);
    await expect(receive(bob, lea, header)).rejects.toEqual(refusedAs(ErrorCode.NotAllowed));
  });

  it('is heard by a listener', async () => {
    const { link, ann } = await room();
    const listener = await personWith((await link.forListeners(2e12))!, 4);
    await roomOf(ann, listener);
    await handOver(ann, listener);
    const sending = await send(ann);
    const [frame] = await sealAll(sending, [0]);
    const receiving = await receive(listener, ann, sending.header);
    expect(await receiving.open(frame, 0)).toMatchObject({ plaintext: voiceFrame(0) });
  });
});
