import type { AudioPartReceived, AudioSent, Failure } from '@sealwave/contracts';
import { concat, ErrorCode } from '@sealwave/kernel';
import { Delivery } from './delivery';
import { ScriptedSocket } from '../testing/gateway-socket-fixtures';
import { newRecordingId, type OutgoingRecording, type SendProgress } from './outgoing-recording';

const KIBIBYTE = 1024;
const id = newRecordingId();
const metrics = { id, snrDb: 41 } as AudioSent;

describe('Delivery', () => {
  let socket: ScriptedSocket;
  let progress: SendProgress[];
  let control: AbortController;

  beforeEach(() => {
    jest.useFakeTimers();
    socket = new ScriptedSocket();
    socket.connected = true;
    socket.sendAnswer = () => Promise.resolve(metrics);
    progress = [];
    control = new AbortController();
  });
  afterEach(() => {
    expect(jest.getTimerCount()).toBe(0);
    jest.useRealTimers();
  });

  function deliveryOf(bytes: number, more: Partial<OutgoingRecording> = {}): Delivery {
    const audio = Uint8Array.from({ length: bytes }, (_, at) => at >> 10);
    const recording = { id, audio, encrypted: false, ...more };
    const onProgress = (each: SendProgress) => progress.push(each);
    return new Delivery(socket, recording, { onProgress, signal: control.signal });
  }

  it('sends up to 256 KiB in one request', async () => {
    const delivery = deliveryOf(256 * KIBIBYTE, { coder: 'pcm8', encrypted: true });
    expect(await delivery.run()).toBe(metrics);
    expect(socket.requests).toEqual(['send_audio']);
    expect(socket.sent[0]).toMatchObject({ id, encrypted: true, coder: 'pcm8' });
    expect(socket.sent[0].audio).toHaveLength(256 * KIBIBYTE);
  });

  it('uploads more than that in parts, and sends them as one', async () => {
    const delivery = deliveryOf(300 * KIBIBYTE);
    expect(await delivery.run()).toBe(metrics);
    expect(socket.parts.map(({ offset }) => offset / KIBIBYTE)).toEqual([0, 64, 128, 192, 256]);
    const whole = concat(...socket.parts.map(({ audio }) => audio));
    expect(whole).toHaveLength(300 * KIBIBYTE);
    expect(whole.every((byte, at) => byte === ((at >> 10) & 0xff))).toBe(true);
    expect(socket.sent).toEqual([{ id, encrypted: false }]);
  });

  it('has at most two parts in flight', async () => {
    const answers: ((answer: AudioPartReceived) => void)[] = [];
    socket.partAnswer = () => new Promise((resolve) => answers.push(resolve));
    const running = deliveryOf(300 * KIBIBYTE).run();
    for (let answered = 0; answered < 5; answered++) {
      expect(socket.parts).toHaveLength(Math.min(5, answered + 2));
      answers[answered]({ id, receivedBytes: 1 });
      await jest.advanceTimersByTimeAsync(0);
    }
    await running;
  });

  it('reports how much is uploaded, and then how much is coded', async () => {
    const delivery = deliveryOf(320 * KIBIBYTE);
    let answer!: (answer: AudioSent) => void;
    socket.sendAnswer = () => new Promise((resolve) => (answer = resolve));
    const running = delivery.run();
    await jest.advanceTimersByTimeAsync(0);
    delivery.coded(0.5);
    answer(metrics);
    await running;
    const uploading = [0.2, 0.4, 0.6, 0.8, 1].map((done) => ({ phase: 'uploading', done }));
    expect(progress).toEqual([...uploading, { phase: 'coding', done: 0.5 }]);
  });

  it('waits as long as there is progress, and no longer', async () => {
    socket.sendAnswer = () => new Promise(() => undefined);
    const delivery = deliveryOf(1000);
    let isOver = false;
    const refused = expect(delivery.run().finally(() => (isOver = true))).rejects.toMatchObject({
      code: ErrorCode.Unreachable,
    });
    for (let minute = 0; minute < 10; minute++) {
      await jest.advanceTimersByTimeAsync(30_000);
      expect(isOver).toBe(false);
      delivery.coded(minute / 10);
    }
    await jest.advanceTimersByTimeAsync(31_000);
    await refused;
  });

  it('does not start when it is already cancelled', async () => {
    control.abort();
    await expect(deliveryOf(10).run()).rejects.toMatchObject({ code: ErrorCode.Cancelled });
    expect(socket.requests).toEqual([]);
  });

  it('stops uploading when it is cancelled, and tells the gateway', async () => {
    socket.partAnswer = () => new Promise(() => undefined);
    const refused = expect(deliveryOf(900 * KIBIBYTE).run()).rejects.toMatchObject({
      code: ErrorCode.Cancelled,
    });
    control.abort();
    await refused;
    expect(socket.requests).toEqual(['audio_part', 'audio_part', 'cancel_audio']);
  });

  it.each<[string, AudioSent | Failure]>([
    ['is cancelled when the gateway says so', { code: ErrorCode.Cancelled, message: 'cancelled' }],
    ['was sent when it was too late', metrics],
  ])('%s', async (_, answer) => {
    let give!: (answer: AudioSent | Failure) => void;
    socket.sendAnswer = () => new Promise((resolve) => (give = resolve));
    const outcome = deliveryOf(10)
      .run()
      .catch((error: unknown) => error);
    control.abort();
    expect(socket.requests).toEqual(['send_audio', 'cancel_audio']);
    give(answer);
    const expected = answer === metrics ? metrics : { code: ErrorCode.Cancelled };
    expect(await outcome).toMatchObject(expected);
  });

  it('does not wait forever for the answer to a cancellation', async () => {
    socket.sendAnswer = () => new Promise(() => undefined);
    const refused = expect(deliveryOf(10).run()).rejects.toMatchObject({
      code: ErrorCode.Unreachable,
    });
    control.abort();
    await jest.advanceTimersByTimeAsync(15_000);
    await refused;
  });

  it('ends an upload that the gateway refuses, and asks it to drop the parts', async () => {
    const failure: Failure = { code: ErrorCode.AudioTooLarge, message: 'too large' };
    socket.partAnswer = (part) =>
      Promise.resolve(part.offset === 0 ? { id, receivedBytes: 1 } : failure);
    await expect(deliveryOf(900 * KIBIBYTE).run()).rejects.toMatchObject(failure);
    const requests = [...socket.requests];
    expect(requests.at(-1)).toBe('cancel_audio');
    await jest.advanceTimersByTimeAsync(0);
    expect(socket.requests).toEqual(requests);
  });

  it('reports an interrupted upload, and leaves nothing for the next connection', async () => {
    socket.partAnswer = (part) => {
      if (part.offset === 0) return Promise.resolve({ id, receivedBytes: 1 });
      socket.connected = false;
      return Promise.reject(new Error('socket has been disconnected'));
    };
    await expect(deliveryOf(900 * KIBIBYTE).run()).rejects.toMatchObject({
      code: ErrorCode.Unreachable,
      message: 'the upload was interrupted',
    });
    expect(socket.requests).toEqual(['audio_part', 'audio_part']);
  });

  it('does not send when the connection broke after the last part', async () => {
    socket.partAnswer = ({ offset, audio }) => {
      socket.connected = offset < 256 * KIBIBYTE;
      return Promise.resolve({ id, receivedBytes: offset + audio.length });
    };
    await expect(deliveryOf(300 * KIBIBYTE).run()).rejects.toMatchObject({
      code: ErrorCode.NotConnected,
    });
    expect(socket.sent).toEqual([]);
  });
});

it('makes a different id each time, in the form of the protocol', () => {
  const ids = Array.from({ length: 100 }, newRecordingId);
  expect(new Set(ids).size).toBe(100);
  for (const each of ids) expect(each).toMatch(/^[0-9a-f]{32}$/);
});
