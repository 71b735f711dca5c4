import { once, setMaxListeners } from 'node:events';
import { connect, type Socket } from 'node:net';
import { Browser, type Payload } from '../browser/browser';
import { Opcode, RawWebSocket, webSocketFrame, webSocketHead } from '../gateway/raw-web-socket';
import { startSystem, type System } from '../integration/system';
import { stopAll } from '../processes/running';
import { ATTACK_SECONDS, besideBystanders } from './bystanders';

const MEBIBYTE = 1_048_576;
const FLAT_MB = 100;
const ATTACKERS = 24;
const large = Buffer.alloc(15 * MEBIBYTE, 'x');
/** By when a connection has ended that is to end after a fraction of a second, on any machine. */
const LONGEST_MS = 20_000;
/** Everything from one address; the bystanders come from another one. */
const FROM = { 'x-forwarded-for': '203.0.113.7' };

jest.setTimeout((ATTACK_SECONDS + 60) * 1_000);

describe('TM-D9: what is begun and never finished', () => {
  let system: System;

  beforeAll(async () => {
    system = await startSystem();
  });
  afterAll(stopAll);

  /** Sends what it is given, over as many connections as an attacker has, and waits for the signal. */
  const hoard = async (
    until: AbortSignal,
    begin: (attacker: RawWebSocket) => Promise<unknown>,
  ): Promise<void> => {
    setMaxListeners(0, until);
    const attackers = await Promise.all(
      Array.from({ length: ATTACKERS }, () => RawWebSocket.connected(system.gateway.url, FROM)),
    );
    await Promise.all(attackers.map(begin));
    if (!until.aborted) await once(until, 'abort');
    attackers.forEach(({ socket }) => socket.destroy());
  };

  it.each([
    [
      'a message',
      (raw: RawWebSocket, until: AbortSignal) => {
        raw.socket.write(webSocketHead(Opcode.Text, 16 * MEBIBYTE));
        return raw.pour(large, 1, until);
      },
    ],
    [
      'a message in pieces',
      async (raw: RawWebSocket, until: AbortSignal) => {
        raw.socket.write(webSocketFrame(Opcode.Binary, Buffer.alloc(MEBIBYTE), false));
        const piece = webSocketFrame(Opcode.Continuation, Buffer.alloc(MEBIBYTE), false);
        await raw.pour(piece, 14, until);
      },
    ],
    [
      'an event with ten attachments, of which nine come',
      async (raw: RawWebSocket, until: AbortSignal) => {
        raw.text('4510-["send_audio",{"audio":{"_placeholder":true,"num":0}}]');
        await raw.pour(webSocketFrame(Opcode.Binary, large), 9, until);
      },
    ],
    [
      'an upload',
      async (raw: RawWebSocket, until: AbortSignal) => {
        raw.text('42["connect_to_server",{}]');
        await raw.hears('"server_connected"').catch(() => undefined);
        const id = '0'.repeat(32);
        const event = `451-["audio_part",{"id":"${id}","offset":0,"audio":{"_placeholder":true,"num":0}}]`;
        raw.text(event);
        await raw.pour(webSocketFrame(Opcode.Binary, large), 1, until);
      },
    ],
  ])('is bounded for an address when it is %s', async (_, begin) => {
    const aftermath = await besideBystanders(system, (until) =>
      hoard(until, (attacker) => begin(attacker, until)),
    );
    expect(aftermath).toMatchObject({ lost: 0, cut: 0 });
    expect(aftermath.peakMb.gateway).toBeLessThan(FLAT_MB);
  });

  it('is bounded when it is the body of a request', async () => {
    const aftermath = await besideBystanders(system, async (until) => {
      setMaxListeners(0, until);
      const sockets = await Promise.all(
        Array.from({ length: ATTACKERS }, () => post(system, until)),
      );
      if (!until.aborted) await once(until, 'abort');
      sockets.forEach((socket) => socket.destroy());
    });
    expect(aftermath).toMatchObject({ lost: 0, cut: 0 });
    expect(aftermath.peakMb.gateway).toBeLessThan(FLAT_MB);
  });

  it('does not keep somebody else at the same address from sending', async () => {
    const aftermath = await besideBystanders(system, async (until) => {
      const hoarding = hoard(until, (raw) => {
        raw.socket.write(webSocketHead(Opcode.Text, 16 * MEBIBYTE));
        return raw.pour(large, 1, until);
      });
      const friend = await RawWebSocket.connected(system.gateway.url, FROM);
      const frame = webSocketFrame(Opcode.Text, `42["send_audio",{"x":"${'x'.repeat(200_000)}"}]`);
      for (let i = 0; i < 10; i++) {
        // In two halves, so that it is unfinished for a while.
        friend.socket.write(frame.subarray(0, 100_000));
        await new Promise((next) => setImmediate(next));
        friend.socket.write(frame.subarray(100_000));
        friend.text(`42${i}["round_trip"]`);
        await friend.hears(`43${i}[{}]`);
      }
      await hoarding;
      friend.socket.destroy();
    });
    expect(aftermath).toMatchObject({ lost: 0, cut: 0 });
  });
});

describe('TM-D9: several people at one address', () => {
  let system: System;

  beforeAll(async () => {
    system = await startSystem();
  });
  afterAll(stopAll);

  const id = '1'.repeat(32);
  const enter = async (): Promise<Browser> => {
    const browser = await Browser.open(system.gateway.url, 'binary', {
      ...{ extraHeaders: FROM, transports: ['websocket'] },
    });
    await browser.ask('connect_to_server', {});
    return browser;
  };
  /** As large as a page sends in one go. */
  const piece = MEBIBYTE / 4;
  const part = (browser: Browser, offset: number) =>
    browser.ask('audio_part', { id, offset, audio: Buffer.alloc(piece) });

  it('do not lose an upload to those who begin much after it', async () => {
    const friend = await enter();
    for (let offset = 0; offset < 6 * MEBIBYTE; offset += piece) await part(friend, offset);
    const hoarders = await Promise.all(
      Array.from({ length: ATTACKERS }, async () => {
        const raw = await RawWebSocket.connected(system.gateway.url, FROM);
        raw.socket.write(webSocketHead(Opcode.Text, 2 * MEBIBYTE));
        await raw.pour(large.subarray(0, MEBIBYTE), 1);
        return raw;
      }),
    );
    // There is no room for all of them, so one has to go, whichever it is.
    await Promise.race([friend.next('audio_error'), ...hoarders.map(({ closed }) => closed)]);
    const received = await part(friend, 6 * MEBIBYTE);
    expect(received).toEqual({ id, receivedBytes: 6 * MEBIBYTE + piece });
    expect(await friend.ask('send_audio', { id, encrypted: true })).toMatchObject({ id });
    hoarders.forEach(({ socket }) => socket.destroy());
    friend.close();
  });

  it('are told that it is busy where there is no room, for each part that is under way', async () => {
    const [first, second] = [await enter(), await enter()];
    for (let offset = 0; offset < 15 * MEBIBYTE; offset += piece) await part(first, offset);
    const answers: Payload[] = [];
    for (let offset = 0; offset < 9.5 * MEBIBYTE; offset += piece)
      answers.push(await part(second, offset));
    answers.push(await second.ask('send_audio', { id, encrypted: true }));
    const refusals = answers.slice(36).map(({ code }) => code);
    expect(refusals).toEqual(['busy', 'busy', 'busy']);
    expect(await part(first, 15 * MEBIBYTE)).toEqual({ id, receivedBytes: 15.25 * MEBIBYTE });
    [first, second].forEach((browser) => browser.close());
  });
});

describe('TM-D9: the time that something may be unfinished', () => {
  let system: System;

  beforeAll(async () => {
    system = await startSystem({}, { GATEWAY_UNFINISHED_MS: 300 });
  });
  afterAll(stopAll);

  it(
    'ends a message',
    async () => {
      const raw = await RawWebSocket.connected(system.gateway.url);
      raw.socket.write(webSocketHead(Opcode.Text, 1_000));
      await raw.hears('"code":"frame_stalled"');
      await raw.closed;
    },
    LONGEST_MS,
  );

  it(
    'ends an event whose attachment does not come, whatever else does',
    async () => {
      const raw = await RawWebSocket.connected(system.gateway.url);
      raw.text('451-["send_audio",{"audio":{"_placeholder":true,"num":0}}]');
      await raw.hears('"code":"frame_stalled"');
      await raw.closed;
    },
    LONGEST_MS,
  );

  it(
    'ends a head and a body of HTTP',
    async () => {
      for (const part of ['GET / HTTP/1.1\r\nHost: localhost\r\nX-', heads(system, 'x', 100)]) {
        const socket = connect(system.gateway.port, '127.0.0.1');
        socket.write(part);
        await once(socket.resume(), 'close');
      }
    },
    LONGEST_MS,
  );

  it('is enough for everybody who goes on', async () => {
    const raw = await RawWebSocket.connected(system.gateway.url);
    for (let i = 0; i < 10; i++) {
      raw.text(`42${i}["round_trip"]`);
      await raw.hears(`43${i}[{}]`);
    }
    raw.socket.destroy();
  });
});

describe('TM-D9: attachments', () => {
  afterAll(stopAll);

  it('are one of an event at most', async () => {
    const { gateway } = await startSystem();
    const raw = await RawWebSocket.connected(gateway.url);
    raw.text('452-["send_audio",{}]');
    await raw.hears('"code":"invalid_request"');
    await raw.closed;
  });
});

/** Begins to send a body over HTTP, from the address of the attacker. */
async function post(system: System, until: AbortSignal): Promise<Socket> {
  const address = `${system.gateway.url}/socket.io/?EIO=4&transport=polling`;
  const answer = await fetch(address, { headers: FROM });
  const [, sid] = /"sid":"([^"]+)"/.exec(await answer.text()) ?? [];
  const socket = connect(system.gateway.port, '127.0.0.1').on('error', () => undefined);
  socket.write(heads(system, String(sid), 15 * MEBIBYTE));
  const isTaken = socket.write(Buffer.alloc(14 * MEBIBYTE, 'x'));
  const gone = new Promise((resolve) => socket.once('close', resolve));
  const ended = new Promise((resolve) => until.addEventListener('abort', resolve));
  if (!isTaken) {
    const drained = new Promise((resolve) => socket.once('drain', resolve));
    await Promise.race([drained, gone, ended]);
  }
  return socket;
}

function heads(system: System, sid: string, length: number): string {
  return [
    `POST /socket.io/?EIO=4&transport=polling&sid=${sid} HTTP/1.1`,
    `Host: localhost:${system.gateway.port}`,
    `X-Forwarded-For: ${FROM['x-forwarded-for']}`,
    `Content-Length: ${length}`,
    ...['', ''],
  ].join('\r\n');
}
