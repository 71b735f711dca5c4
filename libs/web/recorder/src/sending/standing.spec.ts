import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import type { RoomPresence } from '@sealwave/contracts';
import { GatewayClient } from '@sealwave/web/gateway-client';
import { Standing } from './standing';

describe('Standing', () => {
  const place = signal<string | null>('one');
  const room = signal<RoomPresence | null>(null);
  let standing: Standing;

  beforeEach(() => {
    place.set('one');
    room.set(null);
    TestBed.configureTestingModule({
      providers: [{ provide: GatewayClient, useValue: { place, room } }],
    });
    standing = TestBed.inject(Standing);
  });

  function told(self: { readonly muted?: boolean; readonly listener?: boolean }): void {
    const still = { talking: false, muted: false, moderator: false, listener: false };
    const others = { ...still, n: 1, name: 'Ann', muted: true };
    room.set({
      ...{ id: 'one', you: 2, moderator: false },
      members: [others, { ...still, ...self, n: 2, name: 'Ben' }],
    });
  }

  it.each([
    [null, {}],
    ['muted', { muted: true }],
    ['listener', { listener: true }],
    ['listener', { listener: true, muted: true }],
  ])("is %s according to this person's own entry in the roster", (silence, self) => {
    told(self);
    expect(standing.silence()).toBe(silence);
  });

  it('stays muted while the connection is down', () => {
    told({ muted: true });
    expect(standing.silence()).toBe('muted');
    room.set(null);
    expect(standing.silence()).toBe('muted');
    told({});
    expect(standing.silence()).toBeNull();
  });

  it('does not take a mute along to another room', () => {
    told({ muted: true });
    expect(standing.silence()).toBe('muted');
    room.set(null);
    place.set('two');
    expect(standing.silence()).toBeNull();
  });
});
