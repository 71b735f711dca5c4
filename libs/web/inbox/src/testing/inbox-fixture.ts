import { TestBed } from '@angular/core/testing';
import type { AudioReceived, ConnectToServer } from '@sealwave/contracts';
import { DECODE_RECORDING, type DecodeRecording, OBJECT_URLS } from '@sealwave/web/audio-io';
import {
  GATEWAY_SOCKET,
  GatewayClient,
  type GatewayEvents,
  type SocketLifecycle,
} from '@sealwave/web/gateway-client';

/** What a spec of the inbox controls: everything outside the inbox. */
export interface InboxFixture {
  /** Delivers a message from the gateway. Inject the inbox first. */
  readonly receive: GatewayEvents['audio_received'];
  /** Moves the page into this room, or the lobby, and admits it. */
  readonly go: (room: ConnectToServer['room']) => Promise<void>;
  /** The blob behind each address that was not revoked yet. */
  readonly blobs: ReadonlyMap<string, Blob>;
}

/** The result of decoding any recording: a second with one loud moment. */
export const DECODED = { samples: Float32Array.of(0, 0.5, 0), durationMs: 1000 };

/** Prepares `TestBed` with observable ports. jsdom lacks the real ones. */
export function createInboxFixture(
  decode: DecodeRecording = () => Promise.resolve(DECODED),
): InboxFixture {
  let receive: GatewayEvents['audio_received'] = () => undefined;
  const blobs = new Map<string, Blob>();
  let urls = 0;
  const create = (blob: Blob): string => {
    const url = `blob:http://localhost/${++urls}`;
    blobs.set(url, blob);
    return url;
  };
  const socket = {
    connected: true,
    close: () => undefined,
    connectToServer: () => Promise.resolve({ host: 'localhost', port: 8888 }),
    disconnectFromServer: () => Promise.resolve({ reason: 'requested' }),
    observe: (_: SocketLifecycle, events: GatewayEvents) => (receive = events.audio_received),
  };
  TestBed.configureTestingModule({
    providers: [
      { provide: GATEWAY_SOCKET, useValue: socket },
      { provide: OBJECT_URLS, useValue: { create, revoke: (url: string) => blobs.delete(url) } },
      { provide: DECODE_RECORDING, useValue: decode },
    ],
  });
  const go = async (room: ConnectToServer['room']) => {
    const gateway = TestBed.inject(GatewayClient);
    gateway.join({ ...(room && { room }) });
    do await new Promise((resolve) => setTimeout(resolve));
    while (gateway.state().kind !== 'connected');
  };
  return { receive: (message) => receive(message), go, blobs };
}

/** A message as the gateway delivers it. It has the first bytes of a WAVE file and no sound. */
export function messageOf(id: string, change: Partial<AudioReceived> = {}): AudioReceived {
  const audio = Uint8Array.of(82, 73, 70, 70);
  return {
    ...{ id, audio, format: 'wav', verified: true, encrypted: false, durationMs: 500 },
    ...{ codec: 'unknown', quality: null },
    ...change,
  };
}

/** A sealed message as the gateway delivers it: a WAVE file that its sender declares encrypted. */
export function sealedMessageOf(id: string, audio: Uint8Array): AudioReceived {
  return messageOf(id, { audio, encrypted: true, durationMs: null, codec: 'none' });
}
