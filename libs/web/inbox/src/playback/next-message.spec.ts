import type { InboxMessage, MessageContent } from '../message/inbox-message';
import { nextAfter } from './next-message';

const voice = { url: 'blob:x', size: 1, extension: 'wav', durationMs: 1, peaks: null };
const sealed = { bytes: new Uint8Array(1), url: 'blob:y' };
const PLAIN: MessageContent = { kind: 'plain', voice };
const LOCKED: MessageContent = { kind: 'locked', sealed, unlocking: false, problem: null };

function message(id: string, content = PLAIN, heard = false): InboxMessage {
  const rest = {
    origin: 'server',
    place: 'lobby',
    codec: 'unknown',
    quality: null,
    size: 1,
  } as const;
  return { ...rest, id, content, heard, receivedAt: new Date(0) };
}

describe('nextAfter', () => {
  it('returns the next newer message', () => {
    const messages = [message('c'), message('b'), message('a', PLAIN, true)];
    expect(nextAfter(messages, 'a')?.id).toBe('b');
    expect(nextAfter(messages, 'b')?.id).toBe('c');
  });

  it('skips messages that are heard, locked or cannot be opened here', () => {
    const messages = [
      message('e'),
      message('d', { kind: 'foreign', url: 'blob:z' }),
      message('c', LOCKED),
      message('b', PLAIN, true),
      message('a', PLAIN, true),
    ];
    expect(nextAfter(messages, 'a')?.id).toBe('e');
  });

  it('ends with the newest, and never goes back', () => {
    expect(nextAfter([message('b', PLAIN, true), message('a')], 'b')).toBeUndefined();
    expect(nextAfter([message('b')], 'gone')).toBeUndefined();
  });
});
