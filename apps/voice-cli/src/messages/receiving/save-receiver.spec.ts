import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Received } from './receiver';
import { SaveReceiver } from './save-receiver';

const MESSAGE_BYTES = 100;

/** Only the id and the bytes of a message matter for a file. */
function receivedAs(id: string): Received {
  const message = { id, bytes: new Uint8Array(MESSAGE_BYTES) } as unknown as Received['message'];
  return { message, at: new Date(0), sender: null };
}

describe('SaveReceiver', () => {
  let folder: string;
  const inbox = () => join(folder, 'inbox');
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'sealwave-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it('saves messages for this account alone', async () => {
    const receiver = await SaveReceiver.into({ folder: inbox(), maxBytes: 1000 });
    const { file } = await receiver.handle(receivedAs('one'));
    expect(statSync(inbox()).mode & 0o777).toBe(0o700);
    expect(statSync(String(file)).mode & 0o777).toBe(0o600);
  });

  it('saves as much as it may, what an earlier run saved included', async () => {
    const saving = { folder: inbox(), maxBytes: 2.5 * MESSAGE_BYTES };
    const first = await SaveReceiver.into(saving);
    await first.handle(receivedAs('one'));
    const second = await SaveReceiver.into(saving);
    await second.handle(receivedAs('two'));
    expect(await second.handle(receivedAs('three'))).toEqual({ notSaved: 'the limit is reached' });
    expect(readdirSync(inbox())).toHaveLength(2);
  });
});
