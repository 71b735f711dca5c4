import { TestBed } from '@angular/core/testing';
import type { AudioSent, Failure, SendAudio } from '@sealwave/contracts';
import type { Bytes } from '@sealwave/kernel';
import { Microphone, OBJECT_URLS } from '@sealwave/web/audio-io';
import { GATEWAY_SOCKET, type GatewaySocket } from '@sealwave/web/gateway-client';
import { type Clip, clipIn } from '../recorder-state';
import { RecorderStore } from '../recorder.service';
import { OutboxService } from '../sending/outbox.service';
import { NOT_SEALED } from '../sending/seal';

/** For specs: the answer of the gateway, the id of the clip and its content. */
export const METRICS = { id: 'a', snrDb: 41.2 } as AudioSent;
export const ID = '00112233445566778899aabbccddeeff';
export const VOICE = new TextEncoder().encode('webm');

/** For specs: an outbox with a clip in review, and its gateway. Call `restore` at the end. */
export class OutboxFixture {
  readonly sent: SendAudio[] = [];
  readonly blobs = new Map<string, Blob>();
  readonly store: RecorderStore;
  readonly outbox: OutboxService;

  /** The gateway's answer to the next recording. */
  answer: () => Promise<AudioSent | Failure> = () => Promise.resolve(METRICS);

  readonly socket: Pick<GatewaySocket, 'cancelAudio' | 'sendPart'> & { connected: boolean } = {
    connected: true,
    cancelAudio: ({ id }) => Promise.resolve({ id, cancelled: true }),
    sendPart: () => Promise.reject(new Error('nothing is to be sent in parts')),
    ...{ observe: () => undefined, close: () => undefined },
    ...{ sendAudio: (recording: SendAudio) => (this.sent.push(recording), this.answer()) },
  };

  constructor() {
    // jsdom cannot read its blobs, so this one keeps its content.
    jest.spyOn(globalThis, 'Blob').mockImplementation(
      ([bytes]: BlobPart[] = []) =>
        ({
          size: (bytes as Bytes).length,
          arrayBuffer: () => Promise.resolve((bytes as Bytes).slice().buffer),
        }) as Blob,
    );
    const create = (blob: Blob) => {
      const url = `blob:${this.blobs.size + 2}`;
      this.blobs.set(url, blob);
      return url;
    };
    const revoke = (url: string) => this.blobs.delete(url);
    TestBed.configureTestingModule({
      providers: [
        { provide: Microphone, useValue: { open: () => Promise.resolve({ problem: 'in-use' }) } },
        { provide: GATEWAY_SOCKET, useValue: this.socket },
        { provide: OBJECT_URLS, useValue: { create, revoke } },
      ],
    });
    this.store = TestBed.inject(RecorderStore);
    this.outbox = TestBed.inject(OutboxService);
    this.review(VOICE);
  }

  /** Puts a clip of these bytes in review. */
  review(bytes: Bytes): void {
    const clip: Clip = {
      ...{ blob: new Blob([bytes]), durationMs: 1200, endedBy: 'request' },
      ...{ url: 'blob:1', messageId: ID, seal: NOT_SEALED, place: 'lobby' },
    };
    this.blobs.set(clip.url, clip.blob);
    this.store.moveTo({ kind: 'review', clip, problem: null });
  }

  /** The seal of the clip in review. */
  get seal(): Clip['seal'] {
    const clip = clipIn(this.store.state());
    if (clip === null) throw new Error('there is no clip');
    return clip.seal;
  }

  /** The content at a `blob:` address. */
  async bytesAt(url: string): Promise<Bytes> {
    const blob = this.blobs.get(url);
    if (blob === undefined) throw new Error(`nothing is at ${url}`);
    return new Uint8Array(await blob.arrayBuffer());
  }

  restore(): void {
    TestBed.resetTestingModule();
    jest.restoreAllMocks();
  }
}
