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
];
