import { randomBytes } from 'node:crypto';
import { setTimeout as after } from 'node:timers/promises';
import { audioOf, Browser } from '../browser/browser';
import { FrameStream } from '../conformance/frame-stream';
import { nativeSealed } from '../conformance/native-message';
import { JOIN, type SecuredHop, shakeSecured } from '../conformance/secured/secured-hop';
import type { System } from '../integration/system';

/** Duration of each attack in seconds. It is short in every run, and a minute in the long run. */
export const ATTACK_SECONDS = Number(process.env['ATTACK_SECONDS'] ?? 4);

/** How many megabytes an attack may leave in a server's memory. */
const FLAT_MB = 100;

const GAP_MS = 100;
const NUMBER_AT = 24;
/** Number of messages received per sign of life. */
const SIGN_OF_LIFE = 20;

/** The effect of an attack on people in other rooms, and on the servers. */
export interface Aftermath {
  /** Messages that bystanders sent during the attack and afterwards. */
  readonly sent: number;
  /** Messages that did not arrive in order at the other bystander. */
  readonly lost: number;
  /** Bystanders whose connection ended. */
  readonly cut: number;
  /** Growth of each server's resident memory after collecting garbage, in megabytes. */
  readonly grownMb: { readonly voice: number; readonly gateway: number };
  /** Growth of each server's highest resident memory during the attack, in megabytes. */
  readonly peakMb: { readonly voice: number; readonly gateway: number };
}

/** Two people in their own room. One talks; the other counts what arrives. */
interface Pair {
  send(number: number): void;
  /**
   * The number of the next message.
   * @throws Error when the connection has ended.
   */
  next(): Promise<number>;
  /** Resolves when the talker is disconnected. Later messages then arrive nowhere. */
  readonly silenced: Promise<unknown>;
  cut(): number;
  close(): void;
}

/**
 * Runs `attack` for {@link ATTACK_SECONDS}. Meanwhile, two browsers and two direct clients talk in rooms of
 * their own.
 * @param attack receives a signal that ends it. Its promise MUST resolve only when everything has ended.
 */
export async function besideBystanders(
  system: System,
  attack: (until: AbortSignal) => Promise<unknown>,
): Promise<Aftermath> {
  const pairs = await Promise.all([browserPair(system.gateway.url), directPair(system.voice.port)]);
  const before = memory(system, 'VmRSS');
  const peakBefore = memory(system, 'VmHWM');
  const ending = new AbortController();
  const talks = pairs.map((pair) => talk(pair, ending.signal));
  const attacking = attack(ending.signal);
  try {
    // An attack may end early, by itself or by an error. That ends the wait too.
    await Promise.race([attacking, after(ATTACK_SECONDS * 1_000)]);
  } finally {
    ending.abort();
  }
  await attacking;
  const results = await Promise.all(talks);
  const aftermath = {
    sent: sum(results.map(({ sent }) => sent)),
    lost: sum(results.map(({ lost }) => lost)),
    cut: sum(pairs.map((pair) => pair.cut())),
    peakMb: difference(memory(system, 'VmHWM'), peakBefore),
    grownMb: await grownFor(system, before),
  };
  pairs.forEach((pair) => pair.close());
  return aftermath;
}

/** Talks until the signal, sends one more message, and waits for all of them. */
async function talk(pair: Pair, until: AbortSignal): Promise<{ sent: number; lost: number }> {
  let sent = 0;
  let heard = 0;
  let isOver = false;
  const listening = (async () => {
    while (!(isOver && heard === sent)) {
      if ((await pair.next()) !== heard) return;
      heard++;
    }
  })().catch(() => undefined); // Messages that did not arrive by then are lost.
  do {
    pair.send(sent++);
    await after(GAP_MS);
  } while (!until.aborted);
  isOver = true;
  pair.send(sent++);
  await Promise.race([listening, pair.silenced]);
  return { sent, lost: sent - heard };
}

async function browserPair(url: string): Promise<Pair> {
  const room = { id: base64url(16), access: base64url(32) };
  const enter = async (): Promise<Browser> => {
    // A gateway with TLS makes its own certificate here.
    const browser = await Browser.open(url, 'binary', { rejectUnauthorized: false });
    await browser.ask('connect_to_server', { room });
    return browser;
  };
  const [from, to] = [await enter(), await enter()];
  let said: Promise<unknown> = Promise.resolve();
  const say = (number: number): Promise<unknown> =>
    from.ask('send_audio', { audio: numbered(number), encrypted: true, id: messageId() });
  return {
    // Sends one message at a time, as a page does. On a busy machine, several would exceed the limit of two.
    send: (number) => {
      said = said.then(() => say(number)).catch(() => undefined); // A message that was not sent is lost.
    },
    next: async () => audioOf(await to.next('audio_received')).readUInt32BE(0),
    silenced: from.disconnected(),
    cut: () => [from, to].filter(({ socket }) => !socket.connected).length,
    close: () => [from, to].forEach((browser) => browser.close()),
  };
}

async function directPair(port: number): Promise<Pair> {
  const link = { room: base64url(16), access: base64url(32) };
  const enter = async (): Promise<SecuredHop> => {
    const hop = await shakeSecured(await FrameStream.open(port));
    hop.control({ ...JOIN, t: 'create', ...link, caps: ['message1'] });
    const { t } = await hop.nextControl();
    if (t !== 'joined') throw new Error(`${t} instead of joined`);
    return hop;
  };
  const [from, to] = [await enter(), await enter()];
  answerPings(from);
  return {
    send: (number) => from.send(nativeSealed(numbered(number))),
    next: async () => {
      const number = (await to.receive()).readUInt32BE(NUMBER_AT);
      // The client sends nothing else. Without this it would count as dead in an attack of a minute.
      if (number % SIGN_OF_LIFE === 0) to.control({ t: 'pong' });
      return number;
    },
    silenced: from.stream.closed,
    cut: () => [from, to].filter(({ stream }) => stream.socket.closed).length,
    close: () => [from, to].forEach((hop) => hop.close()),
  };
}

/** Reads the messages to a client that only talks. These messages are its signs of life. */
function answerPings(hop: SecuredHop): void {
  hop.receive().then(
    () => answerPings(hop),
    () => undefined, // The end of the connection shows in `cut`.
  );
}

function numbered(number: number): Buffer {
  const bytes = Buffer.alloc(160);
  bytes.writeUInt32BE(number);
  return bytes;
}

type Figures = Aftermath['grownMb'];

const memory = ({ voice, gateway }: System, field: 'VmRSS' | 'VmHWM'): Figures => ({
  voice: voice.memoryMb(field),
  gateway: gateway.memoryMb(field),
});

/** How often to collect garbage. Memory that is not freed by then stays. */
const COLLECTIONS = 100;

/** The growth of memory after collecting garbage. An idle process does not collect by itself. */
async function grownFor(system: System, before: Figures): Promise<Figures> {
  for (let i = 0; ; i++) {
    const grown = difference(memory(system, 'VmRSS'), before);
    if (i === COLLECTIONS || Math.max(grown.voice, grown.gateway) < FLAT_MB) return grown;
    await Promise.all([system.voice.collectGarbage(), system.gateway.collectGarbage()]);
  }
}

const difference = (one: Figures, other: Figures): Figures => ({
  voice: one.voice - other.voice,
  gateway: one.gateway - other.gateway,
});

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
const base64url = (bytes: number): string => randomBytes(bytes).toString('base64url');
const messageId = (): string => randomBytes(16).toString('hex');
