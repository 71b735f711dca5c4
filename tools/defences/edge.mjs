const E2E = 'apps/system-e2e';
const GATEWAY = 'apps/gateway/src';
const BOUNDS = `${GATEWAY}/edge/admission/connection-bounds.ts`;

/**
 * Defences at the edge of the gateway, against browsers and against programs that pose as browsers. @type
 * {readonly import('./defences.mjs').Defence[]}
 */
export const EDGE_DEFENCES = [
  {
    ...{ row: 'TM-S6', what: 'the one spelling of an address', project: E2E },
    ...{ spec: 'address-spelling', file: 'libs/node/limits/src/ip-address.ts' },
    from: 'return inside ?? text;',
    to: 'return inside && isIP(text) ? inside : text;',
  },
  {
    ...{ row: 'TM-S6', what: 'that nobody is exempt for what is no address', project: E2E },
    ...{ spec: 'address-spelling', file: `${GATEWAY}/edge/admission/visitor.ts` },
    from: 'group: addressGroup(address), isExempt: false }',
    to: 'group: addressGroup(address), isExempt: true }',
  },
  {
    ...{ row: 'TM-D4', what: 'cutting off a browser that takes nothing in a sealed room' },
    ...{ project: 'apps/gateway', spec: 'sealed-output' },
    file: `${GATEWAY}/sealed/sealed-output.ts`,
    from: 'if (idleLooks === LOOKS) this.listener.cut();',
    to: '',
  },
  {
    ...{ row: 'TM-D8', what: 'the counting of control frames', project: E2E },
    ...{ spec: 'web-socket-control', file: `${GATEWAY}/edge/web-sockets/web-socket-watch.ts` },
    from: 'if (!allowed.tryConsume(frames.read(chunk), clock.now())) return cut(TOO_MANY_FRAMES);',
    to: 'if (!allowed.tryConsume(frames.read(chunk) && 0, clock.now())) return cut(TOO_MANY_FRAMES);',
  },
  {
    ...{ row: 'TM-D8', what: 'the bound of what waits to be read', project: E2E },
    ...{ spec: 'unread-answers', file: BOUNDS },
    from: 'if (!output.add(data)) this.cut(connection, UNREAD);',
    to: 'if (!output.add(data) && !data) this.cut(connection, UNREAD);',
  },
  {
    ...{ row: 'TM-D9', what: 'the bytes that an address may have begun', project: E2E },
    ...{ spec: 'unfinished-input', file: `${GATEWAY}/edge/web-sockets/unfinished-input.ts` },
    from: 'if (change <= 0) return;',
    to: 'if (change) return;',
  },
  {
    ...{ row: 'TM-D9', what: 'that who began first stays', project: E2E },
    ...{ spec: 'unfinished-input', file: `${GATEWAY}/edge/admission/ending-order.ts` },
    from: 'return first(large, (a, b) => a.order > b.order);',
    to: 'return first(large, (a, b) => a.bytes > b.bytes);',
  },
  {
    ...{ row: 'TM-D9', what: 'the time for what was begun', project: E2E },
    ...{ spec: 'unfinished-input', file: `${GATEWAY}/edge/web-sockets/unfinished-input.ts` },
    from: 'this.deadline = setTimeout(() => this.end(TOO_SLOW), this.options.maxMs).unref();',
    to: 'this.deadline = setTimeout(() => this.end(TOO_SLOW), 2 ** 30).unref();',
  },
  {
    ...{ row: 'TM-D9', what: 'that there is one attachment', project: E2E },
    ...{ spec: 'unfinished-input', file: BOUNDS },
    from: 'if (attachments > 1) cut(ATTACHMENTS);',
    to: 'if (attachments > 10) cut(ATTACHMENTS);',
  },
  {
    ...{ row: 'TM-D10', what: 'the length of packets', project: E2E },
    ...{ spec: 'long-texts', file: `${GATEWAY}/edge/web-sockets/packet-bounds.ts` },
    from: 'return packet.length > MAX_TEXT && ',
    to: 'return packet.length > 1e9 && ',
  },
  {
    ...{ row: 'TM-D10', what: 'that the length is looked at first', project: 'libs/shared/kernel' },
    ...{ spec: 'text-form', file: 'libs/shared/kernel/src/text-form.ts' },
    from: 'return isShortText(value, this.maxLength) && this.pattern.test(value);',
    to: 'return this.pattern.test(String(value)) && isShortText(value, this.maxLength);',
  },
  {
    ...{ row: 'TM-D10', what: 'the rule of ESLint', project: 'tools/architecture' },
    ...{ spec: 'bite.spec.mjs', file: 'eslint.config.mjs' },
    from: "rules: { 'no-restricted-syntax': ['error', noEnum, noVoid, noUnboundedText] },",
    to: "rules: { 'no-restricted-syntax': ['error', noEnum, noVoid] },",
  },
  {
    ...{ row: 'TM-D15', what: 'that everybody behind one address gets in', project: E2E },
    ...{ spec: 'crowded-address', file: `${GATEWAY}/connection/connect-policy.ts` },
    from: 'Math.max(BROWSER_BURST, GATEWAY_SOCKETS_PER_ADDRESS)',
    to: 'Math.min(BROWSER_BURST, GATEWAY_SOCKETS_PER_ADDRESS)',
  },
  {
    ...{ row: 'TM-D15', what: 'that a page is told why it is not let in', project: E2E },
    ...{ spec: 'crowded-address', file: `${GATEWAY}/edge/admission/refused-connections.ts` },
    from: 'next(data && Object.assign(new Error(data.message), { data }));',
    to: 'next(data && new Error(data.message));',
  },
];
