import { TestBed } from '@angular/core/testing';
import { RoomMemory } from './room-memory';

describe('RoomMemory', () => {
  const memory = () => {
    TestBed.resetTestingModule();
    return TestBed.inject(RoomMemory);
  };
  beforeEach(() => sessionStorage.clear());

  it('remembers the rooms of its tab over a reload, until they are forgotten', () => {
    const before = memory();
    before.keep('a', 'v=1');
    before.last = 'a';
    const after = memory();
    expect([after.recall('a'), after.recall('b'), after.last]).toEqual(['v=1', null, 'a']);
    after.forget('a');
    after.last = null;
    expect([after.recall('a'), after.last]).toEqual([null, null]);
    expect(memory().recall('a')).toBeNull();
  });

  it('puts nothing where another tab, or whoever opens the browser next, finds it', () => {
    memory().keep('a', 'v=1');
    expect(localStorage).toHaveLength(0);
  });

  it('remembers until the page is closed where the browser keeps nothing', () => {
    const own = Object.getOwnPropertyDescriptor(window, 'sessionStorage') ?? {};
    const get = () => {
      throw new DOMException('denied', 'SecurityError');
    };
    Object.defineProperty(window, 'sessionStorage', { configurable: true, get });
    try {
      const forgetful = memory();
      expect(forgetful.recall('a')).toBeNull();
      forgetful.keep('a', 'v=1');
      expect(forgetful.recall('a')).toBe('v=1');
      forgetful.forget('a');
      expect(forgetful.recall('a')).toBeNull();
    } finally {
      Object.defineProperty(window, 'sessionStorage', own);
    }
  });
});
