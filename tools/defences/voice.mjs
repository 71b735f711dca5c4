/**
 * Defences of the voice server's clients against each other. @type {readonly
 * import('./defences.mjs').Defence[]}
 */
export const VOICE_DEFENCES = [
  {
    ...{ row: 'TM-D11', what: 'the slice of a room', project: 'apps/voice-server' },
    ...{ spec: 'room-turns.spec', file: 'apps/voice-server/src/rooms/room-turns.ts' },
    from: 'return (this.spent.get(room) ?? 0) < ROOM_SLICE;',
    to: 'return (this.spent.get(room) ?? 0) < Infinity;',
  },
  {
    ...{ row: 'TM-D12', what: 'the keyed hash', project: 'libs/node/hop' },
    ...{ spec: 'nonce-table.spec', file: 'libs/node/hop/src/record/keyed-hash.ts' },
    from: 'return (v1 ^ v3) >>> 0;',
    to: 'return (low ^ high) >>> 0;',
  },
  {
    ...{ row: 'TM-D13', what: 'the end of who does not get on', project: 'libs/node/connection' },
    ...{ spec: 'memory-pool.spec', file: 'libs/node/connection/src/sockets/memory-pool.ts' },
    from: 'holder.giveWay(bytes);',
    to: 'void bytes;',
  },
  {
    ...{ row: 'TM-D13', what: 'the idle that give way', project: 'apps/voice-server' },
    ...{ spec: 'admission.spec', file: 'apps/voice-server/src/limits/idle-places.ts' },
    from: 'if (idleMs < this.minIdleMs) return false;',
    to: 'if (idleMs >= 0) return false;',
  },
  {
    ...{ row: 'TM-D13', what: 'the wider networks', project: 'libs/node/limits' },
    ...{ spec: 'address-', file: 'libs/node/limits/src/wider-networks.ts' },
    from: 'const SITE_SHARE = 16;',
    to: 'const SITE_SHARE = Infinity;',
  },
  {
    ...{ row: 'TM-E4', what: 'the mute of people', project: 'apps/voice-server' },
    ...{ spec: 'room.spec', file: 'apps/voice-server/src/rooms/muted-people.ts' },
    from: 'return this.people.has(person) ||',
    to: 'return this.people.has(`${person} `) ||',
  },
  {
    ...{
      row: 'TM-S7',
      what: 'the id that follows from what is given',
      project: 'apps/voice-server',
    },
    ...{ spec: 'entry-request.spec', file: 'apps/voice-server/src/rooms/rooms.ts' },
    from: 'if (isSealedRoomId(id) && describedRoomId !== id) throw denied();',
    to: 'if (isSealedRoomId(id) && describedRoomId === undefined) throw denied();',
  },
  {
    ...{ row: 'TM-S7', what: 'the digest of the moderators', project: 'apps/voice-server' },
    ...{ spec: 'sealed-room.spec', file: 'apps/voice-server/src/rooms/sealed-room.ts' },
    from: 'if (!timingSafeEqual(await moderatorDigest(point), this.moderator)) return false;',
    to: 'if (!timingSafeEqual(await moderatorDigest(point), this.moderator) && !point) return false;',
  },
  {
    ...{ row: 'TM-S7', what: 'the signature of a moderator', project: 'apps/voice-server' },
    ...{ spec: 'sealed-room.spec', file: 'apps/voice-server/src/rooms/sealed-room.ts' },
    from: 'return await verifySignature(point, message, signature);',
    to: 'return (await verifySignature(point, message, signature)) || point.length > 0;',
  },
  {
    ...{ row: 'TM-E2', what: 'that orders are of moderators', project: 'apps/voice-server' },
    ...{ spec: 'sealed-relay.spec', file: 'apps/voice-server/src/relay/sealed-relay.ts' },
    from: 'if (!this.room.isModerator(this.sender)) return this.refuse();',
    to: '',
  },
  {
    ...{ row: 'TM-E4', what: 'the mute in sealed rooms', project: 'apps/voice-server' },
    ...{
      spec: 'sealed-relay.spec',
      file: 'apps/voice-server/src/relay/sealed-relay.ts',
    },
    from: 'if (!this.room.isAudible(this.sender)) {',
    to: 'if (!this.room.isAudible(this.sender) && !bytes) {',
  },
  {
    ...{ row: 'TM-D11', what: 'the count of copies in sealed rooms', project: 'apps/voice-server' },
    ...{
      spec: 'sealed-relay.spec',
      file: 'apps/voice-server/src/relay/sealed-relay.ts',
    },
    from: 'this.sender.charge(recipients, recipients * bytes);',
    to: '',
  },
];
