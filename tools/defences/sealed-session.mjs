const project = 'libs/shared/e2ee';
const SESSION = `${project}/src/session`;
const SENT = `${project}/src/transmissions`;
const KEYS = `${project}/src/keys`;
const RECEIVING = `${SENT}/receiving-transmission.ts`;
const RECEIVED_KEYS = `${KEYS}/sender-keys/received-sender-keys.ts`;
const MEMBERS = `${KEYS}/people/members.ts`;

/**
 * Defences of a session in a sealed room against a server that does what it likes, alone or with a member.
 * @type {readonly import('./defences.mjs').Defence[]}
 */
export const SEALED_SESSION_DEFENCES = [
  {
    ...{ row: 'E1', what: 'that the announced identity has signed the header', project },
    ...{ spec: 'transmission.spec', file: RECEIVING },
    from: 'if (!equalConstantTime(announced.identity, read.identity)) {',
    to: 'if (!equalConstantTime(announced.identity, read.identity) && !member) {',
  },
  {
    ...{ row: 'E1', what: 'that a sender key is of the member who handed it over', project },
    ...{ spec: 'transmission.spec', file: RECEIVED_KEYS },
    from: 'const received = this.#byMember.get(n)?.get(id);',
    to: 'const received = [...this.#byMember.values()].map((each) => each.get(id)).find(Boolean);',
  },
  {
    ...{ row: 'E1', what: 'that frames are of who began their transmission', project },
    ...{ spec: 'evil-servers', file: `${SESSION}/receiving/member-inbox.ts` },
    from: 'if (this.options.isOfAnother(id)) throw SealedRoomError.attribution({});',
    to: '',
  },
  {
    ...{ row: 'E1', what: 'the memory of what was brought as from another', project },
    ...{ spec: 'evil-servers', file: `${SESSION}/receiving/refusals.ts` },
    from: 'if (code === ErrorCode.AttributionMismatch) this.isMisattributed = true;',
    to: '',
  },
  {
    ...{ row: 'E2', what: 'that a step opens once', project },
    ...{ spec: 'evil-servers', file: RECEIVED_KEYS },
    from: "if (step < received.step) throw SealedRoomError.replayed('transmission');",
    to: '',
  },
  {
    ...{ row: 'E2', what: 'that a sender key is taken once', project },
    ...{ spec: 'evil-servers', file: RECEIVED_KEYS },
    from: "if (known.has(id)) throw SealedRoomError.replayed('sender key');",
    to: '',
  },
  {
    ...{ row: 'E2', what: 'that member keys are new with each connection', project },
    ...{ spec: 'evil-servers', file: `${SESSION}/connection-state.ts` },
    from: 'this.keys = await MemberKeys.make(context.clock.now());',
    to: "this.keys = context['kept'] ??= await MemberKeys.make(context.clock.now());",
  },
  {
    ...{ row: 'E2', what: 'the window of frames', project },
    ...{ spec: 'evil-servers', file: `${SENT}/replay-window.ts` },
    from: 'if (this.seen.has(counter) || counter <= this.newest - WINDOW) {',
    to: 'if (counter <= this.newest - WINDOW) {',
  },
  {
    ...{ row: 'E3', what: 'the signed count of frames', project },
    ...{ spec: 'evil-rosters', file: RECEIVING },
    from: 'missing: Math.max(0, frames - this.frames) };',
    to: 'missing: 0 };',
  },
  {
    ...{ row: 'E3', what: 'that only a transmission with all its frames is complete', project },
    ...{ spec: 'evil-rosters', file: RECEIVING },
    from: 'const complete = isSame && frames === this.frames;',
    to: 'const complete = isSame || frames >= this.frames;',
  },
  {
    ...{ row: 'E3', what: 'the end without a trailer, when its sender has left', project },
    ...{ spec: 'evil-rosters', file: `${SESSION}/room-connection.ts` },
    from: 'peer.inbox.cut();\n      people',
    to: 'people',
  },
  {
    ...{ row: 'E3', what: 'that who has not acknowledged a key is said to be deaf', project },
    ...{ spec: 'evil-rosters', file: `${SESSION}/sending/outgoing-transmission.ts` },
    from: '!holders.has(n) || !key.isHeardBy(n)',
    to: '!holders.has(n)',
  },
  {
    ...{ row: 'E3', what: 'that who has not acknowledged a key is shown', project },
    ...{ spec: 'evil-rosters', file: `${SESSION}/people/people-view.ts` },
    from: 'canHearUs: peer.isTrusted && this.senderKey.isHeardBy(n),',
    to: 'canHearUs: peer.isTrusted,',
  },
  {
    ...{ row: 'F3', what: 'a new sender key when a member leaves', project },
    ...{ spec: 'session/rooms.spec', file: `${KEYS}/sender-keys/sender-key-plan.ts` },
    from: 'if (hasLostHolder || isUsedUp) {',
    to: 'if (isUsedUp) {',
  },
  {
    ...{ row: 'F3', what: 'that a recording begins again without who has left', project },
    ...{ spec: 'session/rooms.spec', file: `${SESSION}/sending/send-recording.ts` },
    from: "if (outgoing.mustRenew) return 'renewed';",
    to: '',
  },
  {
    ...{ row: 'F3', what: 'that a text begins again without who has left', project },
    ...{ spec: 'sending.spec', file: `${SESSION}/sending/send-recording.ts` },
    from: "if (outgoing.mustRenew) return { reason: 'renewed', report: NO_REPORT };",
    to: '',
  },
  {
    ...{ row: 'F3', what: 'that voice goes on under other keys', project },
    ...{ spec: 'session/rooms.spec', file: `${SESSION}/sending/renewing-voice.ts` },
    from: 'if (this.current.mustRenew) await this.renew(counter);',
    to: '',
  },
  {
    ...{ row: 'A3', what: 'the refusal of what is not sealed', project },
    ...{ spec: 'evil-servers', file: `${SENT}/transmission-header.ts` },
    from: 'if (version === VERSION && suite === 0) throw SealedRoomError.notSealed();',
    to: '',
  },
  {
    ...{ row: 'A3', what: 'the signature of a header', project, spec: 'transmission.spec' },
    file: `${SENT}/transmission-header.ts`,
    from: 'if (await verifySignature(point, message, signature)) return;',
    to: 'if ((await verifySignature(point, message, signature)) || point) return;',
  },
  {
    ...{ row: 'A3', what: 'the signature of a trailer', project, spec: 'transmission.spec' },
    file: `${SENT}/transmission-trailer.ts`,
    from: 'if (!(await verifySignature(identity, message, reader.rest()))) {',
    to: 'if (!(await verifySignature(identity, message, reader.rest())) && !message) {',
  },
  {
    ...{ row: 'A3', what: 'the digest over all frames', project, spec: 'transmission.spec' },
    file: RECEIVING,
    from: 'const isSame = equalConstantTime(await this.digest.finish(), read.digest);',
    to: 'const isSame = read.digest.length > 0;',
  },
  {
    ...{ row: 'A3', what: 'that a header is in the part of its own transmission', project },
    ...{ spec: 'evil-servers', file: `${SESSION}/receiving/member-inbox.ts` },
    from: 'if (!equalConstantTime(source.header.transmissionId, part.transmissionId)) {',
    to: 'if (source.header.transmissionId.length !== part.transmissionId.length) {',
  },
  {
    ...{ row: 'A3', what: 'the count of what is refused', project },
    ...{ spec: 'evil-servers', file: `${SESSION}/receiving/refusals.ts` },
    from: 'if (!INNOCENT.includes(code)) this.failures.count(true, nowMs);',
    to: '',
  },
  {
    ...{ row: 'TM-S2', what: 'that an acknowledgement is compared', project },
    ...{ spec: 'evil-rosters', file: `${KEYS}/sender-keys/sender-key.ts` },
    from: 'if (expected === undefined || !equalConstantTime(expected, acknowledgement)) return false;',
    to: 'if (expected === undefined) return false;',
  },
  {
    ...{ row: 'TM-S2', what: 'that the number of who has left is nobody', project },
    ...{ spec: 'evil-rosters', file: `${SESSION}/people/room-people.ts` },
    from: 'if (this.departed.has(peer.n)) throw SealedRoomError.attribution({ member: peer.n });',
    to: '',
  },
  {
    ...{ row: 'TM-S2', what: 'the refusal of an older announce', project },
    ...{ spec: 'announce.spec', file: MEMBERS },
    from: 'if (next.atMs < present.atMs || (next.atMs === present.atMs && !isSame)) {',
    to: 'if (next.atMs === present.atMs && !isSame) {',
  },
  {
    ...{ row: 'TM-S2', what: 'that what is said under a verified name is marked', project },
    ...{ spec: 'receiving.spec', file: `${SESSION}/receiving/begin-receiving.ts` },
    from: "unverified: announced !== undefined && known.acquaintanceOf(announced) === 'changed',",
    to: 'unverified: announced === undefined && known !== undefined,',
  },
  {
    ...{ row: 'TM-S5', what: 'the signature by speak in an announce', project },
    ...{ spec: 'evil-rosters', file: `${KEYS}/people/announce.ts` },
    from: 'if (canSpeak) await requireSigned(keys.speakPoint, message, speak);',
    to: '',
  },
];
