import { SigningKey } from '@sealwave/crypto';
import { fromBase64Url } from '@sealwave/kernel';
import { moderatorDigest, moderatorProofMessage, NO_MODERATOR } from '@sealwave/room';
import { type ModeratorProof, SealedRoom } from './sealed-room';

const id = 'A'.repeat(24);
const exporter = new Uint8Array(32).fill(1);
const tokenKey = new Uint8Array(32).fill(2);

async function proofOf(key: SigningKey, room = id, bound = exporter): Promise<ModeratorProof> {
  const signature = await key.sign(moderatorProofMessage(fromBase64Url(room), bound));
  return { t: 'prove', point: key.publicPoint, signature, tokenKey };
}

describe('a sealed room', () => {
  let moderator: SigningKey;
  let room: SealedRoom;
  beforeAll(async () => (moderator = await SigningKey.generate()));
  beforeEach(async () => {
    room = new SealedRoom(id, await moderatorDigest(moderator.publicPoint));
  });

  it('believes who proves on this connection to have the key of its moderators', async () => {
    expect(await room.isModerator(await proofOf(moderator), exporter)).toBe(true);
  });

  it.each([
    ['made for another room', () => proofOf(moderator, 'B'.repeat(24))],
    ['made on another connection', () => proofOf(moderator, id, new Uint8Array(32))],
    ['with the key of somebody else', async () => proofOf(await SigningKey.generate())],
    ['with a point that is not its key', async () => stolen(await SigningKey.generate())],
    ['with a changed signature', async () => changed(await proofOf(moderator))],
  ])('TM-S7 does not believe a proof %s', async (_, proof) => {
    expect(await room.isModerator(await proof(), exporter)).toBe(false);
  });

  it('does not believe a proof in a room that never has moderators, or whose key is no point', async () => {
    const nobody = new SealedRoom(id, NO_MODERATOR);
    expect(await nobody.isModerator(await proofOf(moderator), exporter)).toBe(false);
    const point = new Uint8Array(65).fill(4);
    const broken = new SealedRoom(id, await moderatorDigest(point));
    const proof = { ...(await proofOf(moderator)), point };
    expect(await broken.isModerator(proof, exporter)).toBe(false);
  });

  it('keeps the latest announce of each member until it leaves', () => {
    const announces = [1, 2, 3].map((byte) => Uint8Array.of(byte));
    room.keepAnnounce(1, announces[0]);
    room.keepAnnounce(2, announces[1]);
    room.keepAnnounce(1, announces[2]);
    expect(room.announced).toEqual([
      { n: 1, data: announces[2] },
      { n: 2, data: announces[1] },
    ]);
    room.forgetMember(1);
    expect(room.announced).toEqual([{ n: 2, data: announces[1] }]);
  });

  it('tells each member once that a transmission of its own is not heard', () => {
    const told = [room.refuseTransmission(1, 'aa'), room.refuseTransmission(1, 'aa')];
    expect(told).toEqual([true, false]);
    expect(room.refuseTransmission(2, 'aa')).toBe(true);
    expect(room.refuseTransmission(1, 'bb')).toBe(true);
  });

  /** The moderators' point, with the signature of somebody else. */
  async function stolen(thief: SigningKey): Promise<ModeratorProof> {
    return { ...(await proofOf(thief)), point: moderator.publicPoint };
  }
});

function changed(proof: ModeratorProof): ModeratorProof {
  const signature = proof.signature.slice();
  signature[5] ^= 1;
  return { ...proof, signature };
}
