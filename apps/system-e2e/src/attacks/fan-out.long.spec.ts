import { randomBytes } from 'node:crypto';
import { setTimeout as after } from 'node:timers/promises';
import { nativeSealed } from '../conformance/native-message';
import { FrameStream } from '../conformance/frame-stream';
import {
  JOIN,
  joinSecured,
  type SecuredHop,
  shakeSecured,
} from '../conformance/secured/secured-hop';
import { startSystem, type System } from '../integration/system';
import { stopAll } from '../processes/running';
import { besideBystanders } from './bystanders';

const LISTENERS = 300;
const LOUD = 2;
const PER_SECOND = 120;
const TICK_MS = 25;
const READ_MS = 500;
const FLAT_MB = 100;

/** Reads what has come now and then, so that the listeners cost the attacker little. */
async function readNowAndThen(hops: readonly SecuredHop[], until: AbortSignal): Promise<void> {
  for (const { stream } of hops) {
    stream.socket.removeAllListeners('data');
    stream.socket.on('data', () => stream.socket.pause());
    stream.socket.pause();
  }
  while (!until.aborted) {
    await after(READ_MS);
    for (const { stream } of hops) stream.socket.resume();
  }
}

/** Sends short messages at the rate that is allowed to a client. */
async function shout(hops: readonly SecuredHop[], until: AbortSignal): Promise<void> {
  while (!until.aborted) {
    await after(TICK_MS);
    for (const hop of hops) {
      for (let i = 0; i < (PER_SECOND * TICK_MS) / 1_000; i++) hop.send(Buffer.of(1));
    }
  }
}

/** Two members of another room, one of whom tells the other one something each tenth of a second. */
async function smallTalk(from: SecuredHop, to: SecuredHop, until: AbortSignal) {
  const count = { said: 0, heard: 0 };
  const listening = (async () => {
    for (;;) {
      await to.receive();
      if (!until.aborted) count.heard++;
    }
  })().catch(() => undefined); // it ends with the connection
  while (!until.aborted) {
    await after(100);
    from.send(nativeSealed(Buffer.from('hello')));
    count.said++;
  }
  [from, to].forEach((hop) => hop.close());
  await listening;
  return count;
}

/** Two members of a room that nobody else has the link of. */
async function roommates(port: number): Promise<[SecuredHop, SecuredHop]> {
  const link = {
    room: randomBytes(16).toString('base64url'),
    access: randomBytes(32).toString('base64url'),
  };
  const enter = async (): Promise<SecuredHop> => {
    const hop = await shakeSecured(await FrameStream.open(port));
    hop.control({ ...JOIN, t: 'create', ...link, caps: ['message1'] });
    await hop.nextControl();
    return hop;
  };
  return [await enter(), await enter()];
}

describe('TM-D11: while two clients send to three hundred others as fast as they may', () => {
  let system: System;
  beforeAll(async () => (system = await startSystem()));
  afterAll(stopAll);

  it('another room is heard meanwhile, and nobody loses anything', async () => {
    const { port } = system.voice;
    const listeners: SecuredHop[] = [];
    while (listeners.length < LISTENERS) listeners.push(await joinSecured(port));
    const loud: SecuredHop[] = [];
    while (loud.length < LOUD) loud.push(await joinSecured(port));
    const inRoom = await roommates(port);
    let count = { said: 0, heard: 0 };
    const aftermath = await besideBystanders(system, async (until) => {
      const reading = readNowAndThen([...listeners, ...loud], until);
      const talking = smallTalk(...inRoom, until).then((result) => (count = result));
      await Promise.all([reading, talking, shout(loud, until)]);
      [...listeners, ...loud].forEach((hop) => hop.close());
    });
    process.stdout.write(`fan-out: ${JSON.stringify({ ...count, ...aftermath })}\n`);
    expect(count.heard).toBeGreaterThan(count.said / 2);
    expect(aftermath).toMatchObject({ lost: 0, cut: 0 });
    expect(aftermath.grownMb.voice).toBeLessThan(FLAT_MB);
  }, 300_000);
});
