import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const assets = join(__dirname, '../../../../libs/testing/assets');

/** A human voice for 3.3 seconds, in the container `extension`: `wav`, `webm` or `ogg`. */
export function readRecording(extension: string): Buffer {
  return readFileSync(join(assets, `librivox-0930.${extension}`));
}
