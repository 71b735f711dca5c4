import { randomBytes } from 'node:crypto';
import { SealRejectedError } from '@sealwave/crypto';
import { ErrorCode, type VoiceError } from '@sealwave/kernel';
import { encodeCapabilities } from '@sealwave/message';
import { LONG_MESSAGE_BYTES } from '@sealwave/node/hop';
import { type Frame, FrameType } from '@sealwave/wire';
import { announce, disconnect, heard, type MemberPair, memberPair } from '../../test/member-pair';
import { MemberError } from './member-error';

const NOTHING = new Uint8Array(0);

describe('VoiceSession', () => {
  let pair: MemberPair;
  let dropped: VoiceError[];

  beforeEach(async () => {
    pair = await memberPair();
    dropped = [];
  });

  afterEach(() => disconnect(pair));

  const read = (frame: Frame, nowMs = 0) =>
    pair.session.readFrame(frame, nowMs, (reason) => dropped.push(reason));
  const sealed = (...audio: number[]): Frame => ({
    type: FrameType.Audio,
    body: pair.client.cipher.seal(Uint8Array.from(audio)),
  });
  const forged = (): Frame => ({ type: FrameType.Audio, body: new Uint8Array(randomBytes(99)) });
  const ofType = (type: number): Frame => ({ type, body: NOTHING });

  it('opens messages of its client, and seals messages that its client can open', async () => {
    expect(await read(sealed(1, 2))).toEqual({ kind: 'audio', audio: Buffer.of(1, 2) });
    pair.session.send(Uint8Array.of(3, 4));
    expect([...(await heard(pair))]).toEqual([3, 4]);
    expect(pair.session.totals).toEqual({
      messagesIn: 1,
      bytesIn: 2,
      messagesOut: 1,
      bytesOut: 2,
      dropped: 0,
    });
  });

  it('opens, seals and refuses long messages as well', async () => {
    const audio = randomBytes(LONG_MESSAGE_BYTES);
    const body = pair.client.cipher.seal(audio);
    const event = { kind: 'audio', audio: new Uint8Array(audio) };
    expect(await read({ type: FrameType.Audio, body })).toEqual(event);
    expect(await read({ type: FrameType.Audio, body })).toBeNull();
    expect(dropped).toMatchObject([{ code: ErrorCode.ReplayedMessage }]);
    await pair.session.send(audio);
    expect(audio.equals(await heard(pair))).toBe(true);
  });

  it('relays nothing of a message without audio', async () => {
    expect(await read(sealed())).toBeNull();
    expect(dropped).toEqual([]);
    expect(pair.session.totals.messagesIn).toBe(1);
  });

  it('drops a replayed message, however often it is sent', async () => {
    const message = sealed(1);
    await read(message);
    for (let i = 0; i < 5; i++) expect(await read(message)).toBeNull();
    expect(dropped.map(({ code }) => code)).toEqual(new Array(5).fill(ErrorCode.ReplayedMessage));
    expect(pair.session.totals).toMatchObject({ messagesIn: 1, dropped: 5 });
  });

  it('drops its own message when it is sent back', async () => {
    pair.session.send(Uint8Array.of(1));
    const reflected = await pair.client.frames.receive();
    expect(await read(reflected)).toBeNull();
    expect(dropped).toMatchObject([{ code: ErrorCode.ReplayedMessage }]);
  });

  it('ends at the third failed check within a minute', async () => {
    expect([await read(forged(), 0), await read(forged(), 1_000)]).toEqual([null, null]);
    expect(await read(sealed(1), 2_000)).not.toBeNull();
    await expect(read(forged(), 59_999)).rejects.toThrow(SealRejectedError);
    expect(dropped).toHaveLength(3);
  });

  it('forgets failed checks after a minute', async () => {
    for (const nowMs of [0, 30_000, 60_000, 90_000, 120_000]) {
      expect(await read(forged(), nowMs)).toBeNull();
    }
    await expect(read(forged(), 149_999)).rejects.toMatchObject({
      code: ErrorCode.IntegrityFailed,
    });
  });

  it("stores its client's capabilities, and answers with its own", async () => {
    expect(pair.session.supportsNativeMessages).toBe(false);
    expect(await announce(pair)).toEqual(Buffer.from(encodeCapabilities()));
    expect(pair.session.supportsNativeMessages).toBe(true);
    expect(pair.session.totals).toMatchObject({ messagesIn: 0, messagesOut: 0 });
  });

  it('ends at a malformed announcement', async () => {
    const body = pair.client.cipher.seal(Uint8Array.of(0x7b));
    await expect(read({ type: FrameType.Control, body })).rejects.toMatchObject({
      code: ErrorCode.ProtocolError,
    });
  });

  it('ignores a forged or replayed announcement', async () => {
    const control = { type: FrameType.Control };
    await read({ ...control, body: new Uint8Array(randomBytes(99)) });
    const { body } = sealed(1);
    await read({ type: FrameType.Audio, body });
    await read({ ...control, body });
    expect(pair.session.supportsNativeMessages).toBe(false);
    expect(dropped.map(({ code }) => code)).toEqual([
      ErrorCode.IntegrityFailed,
      ErrorCode.ReplayedMessage,
    ]);
  });

  it('ignores ten frames of unknown types and ends at the eleventh', async () => {
    for (let i = 0; i < 10; i++) expect(await read(ofType(0x58 + i * 16))).toBeNull();
    expect(await read(sealed(1))).not.toBeNull();
    await expect(read(ofType(0x7a))).rejects.toMatchObject({
      code: ErrorCode.ProtocolError,
      detail: { type: 0x7a },
    });
  });

  it('counts parts of transmissions among these, which a base hop does not know', async () => {
    for (let i = 0; i < 10; i++) expect(await read(ofType(FrameType.Transmission))).toBeNull();
    await expect(read(ofType(FrameType.Transmission))).rejects.toMatchObject({
      code: ErrorCode.ProtocolError,
    });
  });

  it.each([FrameType.PublicKey, FrameType.Salt])(
    'refuses a second handshake (%i)',
    async (type) => {
      await expect(read(ofType(type))).rejects.toThrow(MemberError);
    },
  );

  it('sends nothing after its connection has ended', async () => {
    pair.frames.close();
    pair.session.send(Uint8Array.of(1));
    expect(pair.session.totals.messagesOut).toBe(0);
  });
});
