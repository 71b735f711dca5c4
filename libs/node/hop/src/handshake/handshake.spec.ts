import { encodePublicKey, parsePublicKey, PublicKeyError } from '@sealwave/crypto';
import { ErrorCode } from '@sealwave/kernel';
import { FrameType } from '@sealwave/wire';
import { channelPair } from '../testing/channel-fixtures';
import { initiate, respond, type ResponderOptions } from './handshake';
import { deriveAesKey } from './key-schedule';
import { HandshakeError } from './session-error';

const options: ResponderOptions = {
  keyFormat: 'pem',
  deadlineMs: 5_000,
  derive: (derivation) => derivation(),
};

describe('the handshake', () => {
  it.each(['pem', 'der', 'raw'] as const)(
    'agrees on one key for both sides, with keys as %s',
    async (keyFormat) => {
      const [server, client] = channelPair();
      const [ours, theirs] = await Promise.all([
        respond(server, { ...options, keyFormat }),
        initiate(client, { deadlineMs: 5_000 }),
      ]);
      expect(ours.aesKey).toHaveLength(32);
      expect(ours.aesKey).toEqual(await deriveAesKey(theirs.secret, theirs.messages.salt));
      expect(Buffer.compare(theirs.secret, ours.secret)).toBe(0);
      expect(client.received.map((frame) => frame.type)).toEqual([
        FrameType.PublicKey,
        FrameType.Salt,
      ]);
      // The client answers in the encoding that the server writes.
      const point = parsePublicKey(server.received[0].body);
      expect(server.received[0].body).toEqual(encodePublicKey(point, keyFormat));
    },
  );

  it('accepts a client key in another encoding than its own', async () => {
    const [server, client] = channelPair();
    const [ours, theirs] = await Promise.all([
      respond(server, options),
      initiate(client, { deadlineMs: 5_000, keyFormat: 'raw' }),
    ]);
    expect(server.received[0].body).toHaveLength(65);
    expect(Buffer.compare(theirs.secret, ours.secret)).toBe(0);
  });

  it('F1: never shares a key pair, salt or secret between two connections', async () => {
    const connect = async () => {
      const [server, client] = channelPair();
      const [ours] = await Promise.all([respond(server, options), initiate(client, options)]);
      return [...client.received.map((frame) => frame.body), server.received[0].body, ours.secret];
    };
    const [first, second] = [await connect(), await connect()];
    first.forEach((part, i) => expect(part).not.toEqual(second[i]));
  });

  it('refuses a key that is not a point of the curve', async () => {
    const [server, client] = channelPair();
    const responding = respond(server, options);
    client.send(FrameType.PublicKey, new Uint8Array(65).fill(4));
    await expect(responding).rejects.toBeInstanceOf(PublicKeyError);
    const [peer, victim] = channelPair();
    const initiating = initiate(victim, options);
    peer.send(FrameType.PublicKey, new Uint8Array(65).fill(4));
    await expect(initiating).rejects.toBeInstanceOf(PublicKeyError);
  });

  it('refuses audio instead of a key', async () => {
    const [server, client] = channelPair();
    const responding = respond(server, options);
    client.send(FrameType.Audio, new Uint8Array(65));
    await expect(responding).rejects.toMatchObject({
      code: ErrorCode.ProtocolError,
      detail: { type: FrameType.Audio, expected: FrameType.PublicKey },
    });
  });

  it('refuses a salt of another length', async () => {
    const [server, client] = channelPair();
    const initiating = initiate(client, options);
    const responding = respond(channelPair()[0], { ...options, deadlineMs: 10 });
    await expect(responding).rejects.toMatchObject({ code: ErrorCode.HandshakeTimeout });
    server.send(FrameType.PublicKey, await ownKey());
    server.send(FrameType.Salt, new Uint8Array(15));
    await expect(initiating).rejects.toMatchObject({ detail: { length: 15 } });
  });

  it('ends when the client stays silent, and when the derivation does not get its turn in time', async () => {
    const [silent] = channelPair();
    await expect(respond(silent, { ...options, deadlineMs: 5 })).rejects.toBeInstanceOf(
      HandshakeError,
    );

    const [server, client] = channelPair();
    client.send(FrameType.PublicKey, await ownKey());
    const never = () => new Promise<never>(() => undefined);
    await expect(
      respond(server, { ...options, deadlineMs: 5, derive: never }),
    ).rejects.toMatchObject({
      code: ErrorCode.HandshakeTimeout,
    });
  });
});

async function ownKey(): Promise<Uint8Array> {
  const [server, client] = channelPair();
  await respond(server, { ...options, deadlineMs: 1 }).catch((error: HandshakeError) => error);
  return client.received[0].body;
}
