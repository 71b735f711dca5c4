const project = 'libs/shared/e2ee';
const KEYS = `${project}/src/keys`;
const SENT = `${project}/src/transmissions`;
const HEADER = `${SENT}/transmission-header.ts`;
const RECEIVING = `${SENT}/receiving-transmission.ts`;
const RECEIVED_KEYS = `${KEYS}/sender-keys/received-sender-keys.ts`;

/** Defences of people in a sealed room against servers and other members. @type {readonly import('./defences.mjs').Defence[]} */
export const SEALED_ROOM_DEFENCES = [
  {
    ...{ row: 'TM-S5', what: 'the signature of a header', project, spec: 'transmission.spec' },
    file: HEADER,
    from: 'if (await verifySignature(point, message, signature)) return;',
    to: 'if ((await verifySignature(point, message, signature)) || point) return;',
  },
  {
    ...{ row: 'TM-S5', what: 'the signature of a trailer', project, spec: 'transmission.spec' },
    file: `${SENT}/transmission-trailer.ts`,
    from: 'if (!(await verifySignature(identity, message, reader.rest()))) {',
    to: 'if (!(await verifySignature(identity, message, reader.rest())) && !message) {',
  },
  {
    ...{ row: 'TM-S2', what: 'that the announced identity has signed', project },
    ...{ spec: 'transmission.spec', file: RECEIVING },
    from: 'if (!equalConstantTime(announced.identity, read.identity)) {',
    to: 'if (!equalConstantTime(announced.identity, read.identity) && !member) {',
  },
  {
    ...{ row: 'TM-S5', what: 'that listeners do not speak', project },
    ...{ spec: 'transmission.spec', file: RECEIVING },
    from: 'if (!announced.canSpeak) throw',
    to: 'if (!announced.canSpeak && !member) throw',
  },
  {
    ...{ row: 'TM-S5', what: 'that listeners put nothing into what is kept', project },
    ...{ spec: 'membership', file: HEADER },
    from: 'if (!maySpeak) throw SealedRoomError.listener();',
    to: '',
  },
  {
    ...{ row: 'E2', what: 'the refusal of what is not sealed', project },
    ...{ spec: 'transmission.spec', file: HEADER },
    from: 'if (version === VERSION && suite === 0) throw SealedRoomError.notSealed();',
    to: '',
  },
  {
    ...{ row: 'E2', what: 'that a room keeps by its id alone', project },
    ...{ spec: 'transmission.spec', file: HEADER },
    from: 'if (kept !== 1 || (flags & RoomFlag.Keeps) === 0) throw malformed();',
    to: 'if (kept !== 1 || flags > 3) throw malformed();',
  },
  {
    ...{ row: 'E2', what: 'what tells a trailer from a frame', project, spec: 'transmission.spec' },
    file: `${SENT}/sending-transmission.ts`,
    from: "return concat(label('svc-tx-end-v2'), room, transmissionId);",
    to: "return concat(label('svc-tx-v2'), room, transmissionId);",
  },
  {
    ...{ row: 'R1', what: 'the window of frames', project, spec: 'transmission.spec' },
    file: `${SENT}/replay-window.ts`,
    from: 'if (this.seen.has(counter) || counter <= this.newest - WINDOW) {',
    to: 'if (counter <= this.newest - WINDOW) {',
  },
  {
    ...{ row: 'R1', what: 'that a step is taken once', project, spec: 'sender-key.spec' },
    file: RECEIVED_KEYS,
    from: "if (step < received.step) throw SealedRoomError.replayed('transmission');",
    to: '',
  },
  {
    ...{ row: 'R1', what: 'the memory of sender keys', project, spec: 'sender-key.spec' },
    file: RECEIVED_KEYS,
    from: "if (known.has(id)) throw SealedRoomError.replayed('sender key');",
    to: '',
  },
  {
    ...{ row: 'R1', what: 'the order of orders', project, spec: 'order.spec' },
    file: `${KEYS}/moderation/order.ts`,
    from: "if (order.atMs < this.momentFor(order, 0)) throw SealedRoomError.replayed('order');",
    to: '',
  },
  {
    ...{ row: 'TM-E2', what: 'that the room’s own moderator has signed', project },
    ...{ spec: 'order.spec', file: `${KEYS}/moderation/order.ts` },
    from: 'if (!isModerator || !(await',
    to: 'if (!(await',
  },
  {
    ...{ row: 'TM-E2', what: 'that no order makes a room keep', project },
    ...{ spec: 'order.spec', file: `${KEYS}/moderation/order.ts` },
    from: 'if ((flags & ~RoomFlag.Radio) !== 0) throw malformed();',
    to: '',
  },
  {
    ...{ row: 'A3', what: 'the signatures of an announce', project, spec: 'announce.spec' },
    file: `${KEYS}/people/announce.ts`,
    from: 'if (await verifySignature(point, message, signature)) return;',
    to: 'if ((await verifySignature(point, message, signature)) || point) return;',
  },
  {
    ...{ row: 'TM-S2', what: 'one person under one number', project, spec: 'announce.spec' },
    file: `${KEYS}/people/members.ts`,
    from: 'if (!equalConstantTime(present.identity, next.identity)) {',
    to: 'if (!equalConstantTime(present.identity, next.identity) && !n) {',
  },
  {
    ...{ row: 'E2', what: 'the identities in what a sender key is sealed with', project },
    ...{ spec: 'sender-key.spec', file: `${KEYS}/sender-keys/addressed-record.ts` },
    from: '...[label(use), keys.room, sender.identity, sender.memberKey],',
    to: '...[label(use), keys.room, sender.memberKey],',
  },
  {
    ...{ row: 'F3', what: 'a new sender key for those who stay', project },
    ...{ spec: 'sender-key-plan', file: `${KEYS}/sender-keys/sender-key-plan.ts` },
    from: 'if (hasLostHolder || isUsedUp) {',
    to: 'if (isUsedUp) {',
  },
  {
    ...{ row: 'F3', what: 'that newcomers hear from the next key on', project },
    ...{ spec: 'membership', file: `${SENT}/sending-transmission.ts` },
    from: 'chain.ahead(chain.position + 1)',
    to: 'chain.ahead(chain.position)',
  },
  {
    ...{ row: 'TM-T3', what: 'that an id follows from its keys', project },
    ...{ spec: 'sealed-room-link', file: `${KEYS}/links/sealed-room-link.ts` },
    from: '!== id)',
    to: '=== null)',
  },
  {
    ...{ row: 'E2', what: 'that the link of an order is the one to follow', project },
    ...{ spec: 'moved-link', file: `${KEYS}/links/moved-link.ts` },
    from: 'if (!isOfSameMaker || link.id !== toBase64Url(order.room)) {',
    to: 'if (!isOfSameMaker) {',
  },
];
