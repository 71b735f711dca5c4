import { ErrorCode } from '@sealwave/kernel';
import { FrameType } from '@sealwave/wire';
import { channelPair, type TestChannel } from '../testing/channel-fixtures';
import { respond, type ResponderOptions } from './handshake';
import { newClientHello } from '../hello/hello-exchange';
import { isReject } from '../hello/hello-reject';
import { acceptHello, baseHop, connectHop, type ConnectHopOptions } from './hop';
import type { PresentedIdentity } from '../identity/presented-identity';
import { ServerIdentity } from '../identity/server-identity';

const { Audio } = FrameType;
const identity = ServerIdentity.generate();
const responder = { identity, requiresSecuredHop: false };
const entry: ConnectHopOptions = {
  policy: 'require',
  deadlineMs: 5_000,
  helloMs: 5_000,
  trust: () => undefined,
};

/** How often a responder derived the base key. */
function counting() {
  let derivations = 0;
  const options: ResponderOptions = {
    keyFormat: 'pem',
    deadlineMs: 5_000,
    derive: (derivation) => {
      derivations++;
      return derivation();
    },
  };
  return { options, count: () => derivations };
}

async function serve(channel: TestChannel, options = counting().options) {
  return acceptHello(channel, await respond(channel, options), responder);
}

describe('a secured hop', () => {
  it.each(['prefer', 'require'] as const)(
    'is agreed on with the policy %s, without a base key',
    async (policy) => {
      const [server, client] = channelPair();
      const { options, count } = counting();
      const seen: PresentedIdentity[] = [];
      const trust = (presented: PresentedIdentity) => void seen.push(presented);
      const [ours, theirs] = await Promise.all([
        serve(server, options),
        connectHop(client, { ...entry, policy, trust }),
      ]);
      expect(count()).toBe(0);
      expect(seen).toEqual([{ fingerprint: identity.fingerprint, nextFingerprint: null }]);
      expect(theirs.identity).toEqual(seen[0]);
      expect(theirs.exporter).toEqual(ours.exporter);
      const there = theirs.cipher.seal(Uint8Array.of(1), Audio);
      expect([...ours.cipher.open(there, Audio)]).toEqual([1]);
      const back = ours.cipher.seal(Uint8Array.of(2), Audio);
      expect([...theirs.cipher.open(back, Audio)]).toEqual([2]);
    },
  );

  it('is agreed on when the hello arrives late, after the base key was derived', async () => {
    const [server, client] = channelPair();
    const { options, count } = counting();
    const held: (readonly [FrameType, Uint8Array])[] = [];
    const slow: TestChannel = {
      ...client,
      sendTogether: (first, ...others) => {
        client.send(...first);
        held.push(...others);
      },
    };
    const entering = connectHop(slow, entry);
    const agreement = await respond(server, options);
    for (const frame of held) client.send(...frame);
    await acceptHello(server, agreement, responder);
    expect(count()).toBe(1);
    expect((await entering).cipher.isSecured).toBe(true);
  });

  it('F1: shares no exporter and no key of a record with another one, nor with its other direction', async () => {
    const bodies: string[] = [];
    for (let connection = 0; connection < 3; connection++) {
      const [server, client] = channelPair();
      const [ours, theirs] = await Promise.all([serve(server), connectHop(client, entry)]);
      bodies.push(Buffer.from(theirs.exporter ?? []).toString('hex'));
      for (const { cipher } of [ours, theirs]) {
        // The first nonce of all of them is the same, so that only the keys can make a difference.
        bodies.push(Buffer.from(cipher.seal(new Uint8Array(32), Audio)).toString('hex', 28));
      }
    }
    expect(bodies).toHaveLength(9);
    expect(new Set(bodies).size).toBe(bodies.length);
  });

  it('leaves no secret of the handshake in memory', async () => {
    const [server, client] = channelPair();
    const entering = connectHop(client, entry);
    const agreement = await respond(server, counting().options);
    await acceptHello(server, agreement, responder);
    expect(Buffer.from(agreement.secret)).toEqual(Buffer.alloc(32));
    await entering;
  });

  it('is refused with a reason when the hello is malformed', async () => {
    const [server, client] = channelPair();
    const serving = serve(server);
    const spoiling: TestChannel = {
      ...client,
      sendTogether: ([type, key]) => {
        client.send(type, key);
        client.send(FrameType.Hello, newClientHello(true).subarray(0, -1));
      },
    };
    const entering = connectHop(spoiling, entry);
    await expect(serving).rejects.toMatchObject({ code: ErrorCode.ProtocolError });
    await expect(entering).rejects.toMatchObject({ code: ErrorCode.HopUnsupported });
    expect(
      client.received.filter(({ type, body }) => type === FrameType.Hello && isReject(body)),
    ).toHaveLength(1);
  });
});

describe('a server that does not answer a hello', () => {
  const baseServer = async (server: TestChannel) =>
    baseHop(await respond(server, counting().options));

  it('C2: is left by a client that requires a secured hop', async () => {
    const [server, client] = channelPair();
    const entering = connectHop(client, { ...entry, helloMs: 20 });
    const serving = respond(server, counting().options);
    await expect(entering).rejects.toMatchObject({ code: ErrorCode.HopAuthFailed });
    await serving;
  });

  it('C2: is talked to in base by a client that prefers a secured hop', async () => {
    const [server, client] = channelPair();
    const entering = connectHop(client, { ...entry, policy: 'prefer', helloMs: 20 });
    const agreement = await respond(server, counting().options);
    // The server has not derived it, for it has seen the hello; one that knows none would have.
    const ours = await baseHop(agreement);
    server.send(Audio, ours.cipher.seal(Uint8Array.of(9), Audio));
    const theirs = await entering;
    expect(theirs.identity).toBeNull();
    expect(theirs.cipher.isSecured).toBe(false);
    const sealed = theirs.cipher.seal(Uint8Array.of(1), Audio);
    expect([...ours.cipher.open(sealed, Audio)]).toEqual([1]);
  });

  it('keeps frames that arrive after the client stopped waiting', async () => {
    const [server, client] = channelPair();
    const entering = connectHop(client, { ...entry, policy: 'prefer', helloMs: 20 });
    const agreement = await respond(server, counting().options);
    await entering;
    const ours = await baseHop(agreement);
    server.send(Audio, ours.cipher.seal(Uint8Array.of(3), Audio));
    expect((await client.receive()).type).toBe(Audio);
  });

  it('receives no hello from a client that wants the base protocol', async () => {
    const [server, client] = channelPair();
    const [ours, theirs] = await Promise.all([
      baseServer(server),
      connectHop(client, { ...entry, policy: 'base' }),
    ]);
    expect(server.received.map(({ type }) => type)).toEqual([FrameType.PublicKey]);
    const sealed = theirs.cipher.seal(Uint8Array.of(1), Audio);
    expect([...ours.cipher.open(sealed, Audio)]).toEqual([1]);
  });
});
