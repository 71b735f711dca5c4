import { TestBed } from '@angular/core/testing';
import type { AudioSent, Failure, SendAudio } from '@sealwave/contracts';
import { ErrorCode } from '@sealwave/kernel';
import { Microphone, OBJECT_URLS } from '@sealwave/web/audio-io';
import {
  GATEWAY_SOCKET,
  GatewayClient,
  type GatewayEvents,
  type GatewaySocket,
} from '@sealwave/web/gateway-client';
import { OutboxService } from './outbox.service';
import { type Clip, clipIn } from '../recorder-state';
import { RecorderStore } from '../recorder.service';
import { NOT_SEALED } from './seal';

const METRICS = { id: 'a', snrDb: 41.2 } as AudioSent;
const ID = '00112233445566778899aabbccddeeff';

describe('OutboxService', () => {
  let store: RecorderStore;
  let outbox: OutboxService;
  let sent: SendAudio[];
  let answer: () => Promise<AudioSent | Failure>;
  let socket: Pick<GatewaySocket, 'cancelAudio'> & { connected: boolean };
  let events: GatewayEvents;

  beforeEach(() => {
    sent = [];
    answer = () => Promise.resolve(METRICS);
    const never = () => new Promise(() => undefined);
    socket = {
      connected: true,
      cancelAudio: ({ id }) => Promise.resolve({ id, cancelled: true }),
      ...{ observe: (_: unknown, told: GatewayEvents) => (events = told) },
      ...{ open: () => undefined, close: () => undefined },
      ...{ connectToServer: never, disconnectFromServer: never },
      ...{ sendAudio: (recording: SendAudio) => (sent.push(recording), answer()) },
    };
    TestBed.configureTestingModule({
      providers: [
        { provide: Microphone, useValue: {} },
        { provide: GATEWAY_SOCKET, useValue: socket },
        { provide: OBJECT_URLS, useValue: { create: () => 'blob:2', revoke: () => undefined } },
      ],
    });
    store = TestBed.inject(RecorderStore);
    outbox = TestBed.inject(OutboxService);
    // jsdom's blobs cannot be read.
    const arrayBuffer = () => Promise.resolve(new ArrayBuffer(4));
    const clip: Clip = {
      ...{ blob: { size: 4, arrayBuffer } as Blob, durationMs: 1200, endedBy: 'request' },
      ...{ url: 'blob:1', messageId: ID, seal: NOT_SEALED, place: 'lobby' },
    };
    store.moveTo({ kind: 'review', clip, problem: null });
  });

  /** Lets everything run that waits for no more than a task. */
  const settled = () => new Promise((resolve) => setTimeout(resolve));

  /** The gateway reports that this person is in a room, and whether others hear them. */
  function standing(self: { readonly muted?: boolean; readonly listener?: boolean }): void {
    const still = { talking: false, muted: false, moderator: false, listener: false };
    const members = [{ ...still, ...self, n: 1, name: null }];
    const room = { id: 'lobby', you: 1, moderator: false, members };
    TestBed.inject(GatewayClient).join();
    events.server_connected({ host: 'voice.example', port: 8888, room });
  }
  const goTo = (id: string) =>
    TestBed.inject(GatewayClient).join({ room: { id, access: 'B'.repeat(43) } });

  describe('for a person whom nobody hears', () => {
    it.each([
      ['muted', { muted: true }],
      ['only listen', { listener: true }],
    ])('sends nothing, keeps the clip, and gives the reason: %s', async (why, self) => {
      standing(self);
      await outbox.send();
      expect(sent).toEqual([]);
      expect(store.state()).toMatchObject({
        kind: 'review',
        clip: { url: 'blob:1' },
        problem: expect.stringContaining(why),
      });
    });

    it('does not count a recording as sent when a mute came first, and sends it as another message later', async () => {
      standing({});
      answer = () => {
        standing({ muted: true });
        return Promise.resolve({ ...METRICS, recipients: 0 });
      };
      await outbox.send();
      expect(store.state()).toMatchObject({ kind: 'review', clip: { url: 'blob:1' } });
      standing({});
      answer = () => Promise.resolve(METRICS);
      await outbox.send();
      expect(store.state()).toMatchObject({ kind: 'sent' });
      expect(new Set(sent.map(({ id }) => id)).size).toBe(2);
    });
  });

  describe('in an empty room', () => {
    it('keeps what reached nobody, and sends it as another message once others joined', async () => {
      standing({});
      answer = () => Promise.resolve({ ...METRICS, recipients: 0 });
      await outbox.send();
      expect(store.state()).toMatchObject({
        kind: 'review',
        clip: { url: 'blob:1', place: 'lobby' },
        problem: expect.stringMatching(/nobody received it.*Your recording is kept/),
      });
      answer = () => Promise.resolve({ ...METRICS, recipients: 1 });
      await outbox.send();
      expect(store.state()).toMatchObject({ kind: 'sent', metrics: { recipients: 1 } });
      // For a known id, the gateway would repeat the earlier answer.
      expect(new Set(sent.map(({ id }) => id)).size).toBe(2);
    });
  });

  describe('after moving to another room', () => {
    it('sends nothing there that was recorded before, until the person asks for it', async () => {
      expect(outbox.astray()).toBe(false);
      goTo('another');
      expect(outbox.astray()).toBe(true);
      await outbox.send();
      expect(sent).toEqual([]);
      expect(store.state()).toMatchObject({ kind: 'review', clip: { place: 'lobby' } });
      outbox.adopt();
      await outbox.send();
      expect(sent).toHaveLength(1);
      // In the new room it is another message, even if only the answer to the first one was lost.
      expect(sent[0].id).not.toBe(ID);
    });

    it('sends it as before after returning to the first room', async () => {
      goTo('another');
      TestBed.inject(GatewayClient).join({});
      await outbox.send();
      expect(sent.map(({ id }) => id)).toEqual([ID]);
    });

    it('keeps an encrypted clip under its key, as another message', async () => {
      await outbox.encrypt();
      const before = clipIn(store.state())?.seal;
      if (before?.kind !== 'sealed') throw new Error('it is not sealed');
      const { key, messageId } = before.sealed;
      goTo('another');
      outbox.adopt();
      const after = clipIn(store.state())?.seal;
      expect(after).toMatchObject({ kind: 'sealed', sealed: { key } });
      expect(after).not.toMatchObject({ sealed: { messageId } });
    });

    it('cancels what is being sent to the previous room', async () => {
      const cancelled: string[] = [];
      answer = () =>
        new Promise((resolve) => {
          socket.cancelAudio = ({ id }) => {
            cancelled.push(id);
            resolve({ code: ErrorCode.Cancelled, message: 'cancelled' });
            return Promise.resolve({ id, cancelled: true });
          };
        });
      const sending = outbox.send();
      await settled();
      goTo('another');
      TestBed.tick();
      await sending;
      expect(cancelled).toEqual([ID]);
      expect(store.state()).toMatchObject({ kind: 'review', clip: { place: 'lobby' } });
    });
  });
});
