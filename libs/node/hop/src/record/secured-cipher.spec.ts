import { createSecretKey } from 'node:crypto';
import * as fc from 'fast-check';
import { ErrorCode } from '@sealwave/kernel';
import { SealRejectedError } from '@sealwave/crypto';
import { FrameType } from '@sealwave/wire';
import { aes256Gcm } from './aead';
import { encodeControl } from './control-record';
import { hkdfExpand } from '../handshake/hkdf';
import { hmacSha256 } from './integrity';
import { runSync, type CipherParts, sealSteps } from './message-steps';
import { MAX_RECORDS_PER_EPOCH, RecordKeys } from './record-keys';
import { type RenewalLimits, SecuredCipher } from './secured-cipher';

/** Nonce, tag and code of a sealed message (docs/protocol.md, section 4). */
const MESSAGE_OVERHEAD_BYTES = 12 + 16 + 32;

const { Audio, Control } = FrameType;
const NEVER: RenewalLimits = { records: 1e9, bytes: 1e12, ms: 1e12 };

const secrets = () => ({
  serverFinished: Buffer.alloc(32),
  clientToServer: Buffer.alloc(32, 1),
  serverToClient: Buffer.alloc(32, 2),
  exporter: Buffer.alloc(32),
});

/** A cipher on either end of one connection, which renew their keys as told. */
function pair(renewal = NEVER, clock = { now: () => 0 }): [SecuredCipher, SecuredCipher] {
  const options = { renewal, clock };
  return [
    new SecuredCipher({ side: 'client', secrets: secrets(), ...options }),
    new SecuredCipher({ side: 'server', secrets: secrets(), ...options }),
  ];
}

const empty = new Uint8Array(0);
const nothing = { update: () => undefined, finish: () => empty };

const integrityFailed = expect.objectContaining({ code: ErrorCode.IntegrityFailed });
const outOfSequence = expect.objectContaining({ code: ErrorCode.SequenceError });

describe('SecuredCipher', () => {
  it('opens records of the other side, in both directions and across changes of keys', () => {
    const message = fc.record({
      fromClient: fc.boolean(),
      plaintext: fc.uint8Array({ maxLength: 300 }),
    });
    fc.assert(
      fc.property(fc.array(message, { maxLength: 30 }), fc.nat(4), (messages, records) => {
        const [client, server] = pair({ ...NEVER, records: records + 1 });
        for (const { fromClient, plaintext } of messages) {
          const [from, to] = fromClient ? [client, server] : [server, client];
          const renewal = from.rekeyIfDue();
          if (renewal) to.open(renewal, Control);
          const sealed = from.seal(plaintext, Audio);
          expect(sealed).toHaveLength(plaintext.length + MESSAGE_OVERHEAD_BYTES);
          expect([...to.open(sealed, Audio)]).toEqual([...plaintext]);
        }
      }),
    );
  });

  it('makes and opens the same records piece by piece as at once', async () => {
    const [client, server] = pair();
    for (const length of [0, 1, 262_144, 700_000]) {
      const plaintext = new Uint8Array(length).fill(9);
      const yielding = await client.sealYielding(plaintext, Audio);
      expect(Buffer.compare(server.open(yielding, Audio), plaintext)).toBe(0);
      const sync = client.seal(plaintext, Audio);
      expect(Buffer.compare(await server.openYielding(sync, Audio), plaintext)).toBe(0);
    }
  });

  it('refuses a record with any one bit flipped', () => {
    const [client] = pair();
    const sealed = client.seal(Uint8Array.of(1, 2, 3), Audio);
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      const flipped = sealed.slice();
      flipped[bit >> 3] ^= 1 << (bit & 7);
      const [, server] = pair();
      expect(() => server.open(flipped, Audio)).toThrow(bit < 96 ? outOfSequence : integrityFailed);
    }
  });

  it('refuses a record with missing or extra bytes', () => {
    const [client] = pair();
    const sealed = client.seal(Uint8Array.of(1, 2, 3), Audio);
    for (let length = 0; length < sealed.length; length++) {
      const [, server] = pair();
      expect(() => server.open(sealed.subarray(0, length), Audio)).toThrow(SealRejectedError);
    }
    const [, server] = pair();
    expect(() => server.open(Buffer.concat([sealed, Buffer.of(0)]), Audio)).toThrow(
      SealRejectedError,
    );
  });

  it('refuses a record of another type', () => {
    const [client, server] = pair();
    const sealed = client.seal(encodeControl({ t: 'bye' }), Control);
    expect(() => server.open(sealed, Audio)).toThrow(SealRejectedError);
  });

  it('accepts records only in the order of their sealing, each once', () => {
    const order = fc.array(fc.nat(4), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(order, (places) => {
        const [client, server] = pair();
        const sealed = [0, 1, 2, 3, 4].map((byte) => client.seal(Uint8Array.of(byte), Audio));
        const wrongAt = places.findIndex((place, i) => place !== i);
        for (const [i, place] of places.entries()) {
          const open = () => server.open(sealed[place], Audio);
          if (wrongAt < 0 || i < wrongAt) expect([...open()]).toEqual([place]);
          else expect(open).toThrow(outOfSequence);
        }
      }),
    );
  });

  it('refuses its own record sent back, and one of another connection', () => {
    const [client, server] = pair();
    const sealed = client.seal(Uint8Array.of(1), Audio);
    expect(() => client.open(sealed, Audio)).toThrow(integrityFailed);
    const other = new SecuredCipher({
      side: 'client',
      secrets: { ...secrets(), clientToServer: Buffer.alloc(32, 3) },
    });
    expect(() => server.open(other.seal(Uint8Array.of(1), Audio), Audio)).toThrow(integrityFailed);
  });

  it('refuses a record whose tag is right and whose HMAC is wrong', () => {
    const [, server] = pair();
    const secret = secrets().clientToServer;
    const keys = {
      key: createSecretKey(hkdfExpand(secret, 'svc-hop-v1 key')),
      macKey: createSecretKey(Buffer.alloc(32, 9)),
    };
    const aad = Buffer.from([0, 0, 0, 1 + 1 + MESSAGE_OVERHEAD_BYTES, Audio]);
    const nonce = Buffer.alloc(12);
    const parts = { integrity: hmacSha256, aead: aes256Gcm };
    const message = { nonce, audio: Uint8Array.of(1), aad, macPrefix: nonce };
    const forged = runSync(sealSteps(parts, keys, message));
    expect(() => server.open(forged, Audio)).toThrow(integrityFailed);
  });

  it('opens nothing after the first failure', async () => {
    const [client, server] = pair();
    const sealed = client.seal(Uint8Array.of(1), Audio);
    expect(() => server.open(sealed, Control)).toThrow(integrityFailed);
    expect(() => server.open(sealed, Audio)).toThrow(integrityFailed);
    await expect(server.openYielding(sealed, Audio)).rejects.toThrow(integrityFailed);
  });

  it('U1: never uses a nonce twice under one key, in a million records and across changes of keys', () => {
    const last = new Map<object, Buffer>();
    let repeated = 0;
    // Sealing itself would take most of the time, and says nothing of nonces.
    const note: CipherParts['aead']['newSealing'] = (key, { nonce }) => {
      const before = last.get(key);
      if (before && before.compare(nonce) >= 0) repeated++;
      last.set(key, Buffer.from(nonce));
      return nothing;
    };
    const parts = {
      aead: { ...aes256Gcm, newSealing: note },
      integrity: { newMac: () => ({ update: () => undefined, digest: () => Buffer.of() }) },
    };
    const renewal = { ...NEVER, records: 100_000 };
    const client = new SecuredCipher({ side: 'client', secrets: secrets(), parts, renewal });
    for (let i = 0; i < 1_000_000; i++) {
      client.rekeyIfDue();
      client.seal(empty, Audio);
    }
    expect(repeated).toBe(0);
    expect(last.size).toBe(10);
  }, 60_000);

  it('renews its keys exactly after its limit of records, bytes or time', () => {
    let now = 0;
    const clock = { now: () => now };
    const [byRecords] = pair({ ...NEVER, records: 2 }, clock);
    const [byBytes] = pair({ ...NEVER, bytes: 2 }, clock);
    const [byTime] = pair({ ...NEVER, ms: 10 }, clock);
    for (const client of [byRecords, byBytes]) {
      for (let epoch = 0; epoch < 3; epoch++) {
        expect(client.rekeyIfDue()).toBeNull();
        client.seal(Uint8Array.of(1), Audio);
        expect(client.rekeyIfDue()).toBeNull();
        client.seal(Uint8Array.of(1), Audio);
        expect(client.rekeyIfDue()).not.toBeNull();
      }
    }
    for (const later of [9, 19, 29]) {
      now = later;
      expect(byTime.rekeyIfDue()).toBeNull();
      now = later + 1;
      expect(byTime.rekeyIfDue()).not.toBeNull();
    }
  });

  it('refuses records of the epochs before and after a change of keys', () => {
    const records = 1;
    const [client, server] = pair({ ...NEVER, records });
    server.open(client.seal(Uint8Array.of(1), Audio), Audio);
    client.rekeyIfDue();
    expect(() => server.open(client.seal(Uint8Array.of(2), Audio), Audio)).toThrow(outOfSequence);

    const [late, other] = pair({ ...NEVER, records });
    const old = late.seal(Uint8Array.of(1), Audio);
    other.open(old, Audio);
    other.open(late.rekeyIfDue() as Uint8Array, Control);
    expect(() => other.open(old, Audio)).toThrow(outOfSequence);
  });

  it('refuses a plaintext that is not a control record', () => {
    const [client, server] = pair();
    const sealed = client.seal(Uint8Array.of(1), Control);
    expect(() => server.open(sealed, Control)).toThrow(
      expect.objectContaining({ code: ErrorCode.ProtocolError }),
    );
  });
});

describe('RecordKeys', () => {
  it('overwrites a used secret', () => {
    const secret = Buffer.alloc(32, 7);
    new RecordKeys(secret).renew();
    expect(secret).toEqual(Buffer.alloc(32));
  });

  it('has different keys in each epoch', () => {
    const keys = new RecordKeys(Buffer.alloc(32, 7));
    const seen = [keys.keys];
    for (let i = 0; i < 4; i++) {
      keys.renew();
      seen.push(keys.keys);
    }
    const distinct = new Set(
      seen.flatMap(({ key, macKey }) => [key, macKey].map((one) => one.export().toString('hex'))),
    );
    expect(distinct.size).toBe(10);
  });

  it('protects no more records than its limit', () => {
    const keys = new RecordKeys(Buffer.alloc(32));
    for (let i = 0; i < MAX_RECORDS_PER_EPOCH; i++) keys.advance();
    expect(() => keys.advance()).toThrow(expect.objectContaining({ code: ErrorCode.MessageLimit }));
    keys.renew();
    keys.advance();
    expect(keys.nonce.toString('hex')).toBe('000000010000000000000001');
  });
});
