import { TestBed } from '@angular/core/testing';
import type { AudioReceived } from '@sealwave/contracts';
import { OBJECT_URLS } from '@sealwave/web/audio-io';
import {
  GATEWAY_SOCKET,
  type GatewayEvents,
  type SocketLifecycle,
} from '@sealwave/web/gateway-client';
import { InboxService } from './inbox.service';

function message(id: string, change: Partial<AudioReceived> = {}): AudioReceived {
  const audio = Uint8Array.of(82, 73, 70, 70);
  return {
    ...{ id, audio, format: 'wav', verified: true, encrypted: false, durationMs: 500 },
    ...{ codec: 'unknown', quality: null },
    ...change,
  };
}

describe('InboxService', () => {
  let receive: GatewayEvents['audio_received'];
  let blobs: Map<string, Blob>;
  let inbox: InboxService;

  beforeEach(() => {
    blobs = new Map();
    const socket = {
      close: () => undefined,
      observe: (_: SocketLifecycle, events: GatewayEvents) => (receive = events.audio_received),
    };
    let urls = 0;
    TestBed.configureTestingModule({
      providers: [
        { provide: GATEWAY_SOCKET, useValue: socket },
        {
          provide: OBJECT_URLS,
          useValue: {
            create: (blob: Blob) => {
              const url = `blob:${++urls}`;
              blobs.set(url, blob);
              return url;
            },
            revoke: (url: string) => blobs.delete(url),
          },
        },
      ],
    });
    inbox = TestBed.inject(InboxService);
  });

  const ids = (): readonly string[] => inbox.messages().map(({ id }) => id);

  it('lists the newest first', () => {
    for (const id of ['a', 'b', 'c']) receive(message(id));
    expect(ids()).toEqual(['c', 'b', 'a']);
  });

  it('offers the audio under an address, as what it is', () => {
    receive(message('a'));
    receive(message('b', { format: 'opaque', encrypted: true, durationMs: null }));
    const [sealed, plain] = inbox.messages();
    expect(blobs.get(plain.url)?.type).toBe('audio/wav');
    expect(plain.bytes).toBe(4);
    expect(blobs.get(sealed.url)?.type).toBe('application/octet-stream');
  });

  it('counts what nobody has listened to yet', () => {
    for (const id of ['a', 'b']) receive(message(id));
    expect(inbox.unheardCount()).toBe(2);
    inbox.markHeard('a');
    inbox.markHeard('a');
    expect(inbox.unheardCount()).toBe(1);
    inbox.remove('b');
    expect(inbox.unheardCount()).toBe(0);
  });

  it('keeps one of two copies of the same message', () => {
    receive(message('a'));
    inbox.markHeard('a');
    receive(message('a'));
    expect(ids()).toEqual(['a']);
    expect(inbox.unheardCount()).toBe(0);
    expect(blobs.size).toBe(1);
  });

  it('keeps nothing that was not verified, whatever the gateway says', () => {
    receive({ ...message('a'), verified: false } as unknown as AudioReceived);
    expect(ids()).toEqual([]);
    expect(blobs.size).toBe(0);
  });

  it('frees the memory of what is removed, and of nothing else', () => {
    for (const id of ['a', 'b', 'c']) receive(message(id));
    inbox.remove('b');
    expect([...blobs.keys()]).toEqual(['blob:1', 'blob:3']);
    inbox.clear();
    expect(blobs.size).toBe(0);
  });
});
