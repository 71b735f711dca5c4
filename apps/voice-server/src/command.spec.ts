import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ErrorCode } from '@sealwave/kernel';
import { FINGERPRINT } from '@sealwave/node/hop';
import { runCliCommand } from '@sealwave/node/service';
import { VOICE_SERVER_COMMANDS } from './command';

describe('the commands of the voice server', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'sealwave-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it('prints the fingerprints of the present and the next identity', () => {
    const show = () =>
      runCliCommand(VOICE_SERVER_COMMANDS, ['identity', '--show'], { VOICE_DATA_DIR: folder });
    const fingerprint = show();
    expect(fingerprint).toMatch(FINGERPRINT);
    expect(show()).toBe(fingerprint);
  });

  it('starts the server without a command', () => {
    expect(runCliCommand(VOICE_SERVER_COMMANDS, [], {})).toBeNull();
  });

  it.each([['identity'], ['identity', '--hide'], ['identity', '--show', 'more']])(
    'prints its usage for %s %s',
    (...words) => {
      expect(() => runCliCommand(VOICE_SERVER_COMMANDS, words, {})).toThrow(
        expect.objectContaining({ code: ErrorCode.Usage }),
      );
    },
  );
});
