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
import { RecorderStore } from '../recorder-store';
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

  /** Lets everything run that waits for no more than a turn. */
  const settled = () => new Promise((resolve) => setTimeout(resolve));

  /** The gateway says that this person is in a room, and whether others hear them. */
  function standing(self: { readonly muted?: boolean; readonly listener?: boolean }): void {
    const still = { talking: false, muted: false, moderator: false, listener: false };
    const members = [{ ...still, ...self, n: 1, name: null }];
    const room = { id: 'lobby', you: 1, moderator: false, members };
    TestBed.inject(GatewayClient).join();
    events.server_connected({ host: 'voice.example', port: 8888, room });
  }
  const goTo = (id: string) =>
    TestBed.inject(GatewayClient).join({ room: { id, access: 'B'.repeat(43) } });

  describe('for somebody who is not heard', () => {
    it.each([
      ['muted', { muted: true }],
      ['only listen', { listener: true }],
    ])('sends nothing, keeps the clip, and says why: %s', async (why, self) => {
      standing(self);
      await outbox.send();
      expect(sent).toEqual([]);
      expect(store.state()).toMatchObject({
        kind: 'review',
        clip: { url: 'blob:1' },
        problem: expect.stringContaining(why),
      });
    });

    it('calls nothing sent that a moderator was faster than, and sends it as another message', async () => {
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

  describe('where nobody else is', () => {
    it('keeps what reached nobody, and sends it as another message to those who have come since', async () => {
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
      // The gateway answers one that it knows with what became of it then.
      expect(new Set(sent.map(({ id }) => id)).size).toBe(2);
    });
  });

  describe('after going to another room', () => {
    it('sends there nothing that was recorded before, until it is told to', async () => {
      expect(outbox.astray()).toBe(false);
      goTo('another');
      expect(outbox.astray()).toBe(true);
      await outbox.send();
      expect(sent).toEqual([]);
      expect(store.state()).toMatchObject({ kind: 'review', clip: { place: 'lobby' } });
      outbox.adopt();
      await outbox.send();
      expect(sent).toHaveLength(1);
      // In that room it is another message, also where the first one was sent and only not answered.
      expect(sent[0].id).not.toBe(ID);
    });

    it('sends as before to whom it was meant for, back in the first room', async () => {
      goTo('another');
      TestBed.inject(GatewayClient).join({});
      await outbox.send();
      expect(sent.map(({ id }) => id)).toEqual([ID]);
    });

    it('keeps an encrypted one under its key, and makes another message of it', async () => {
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

    it('calls back what is under way to the room before', async () => {
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
