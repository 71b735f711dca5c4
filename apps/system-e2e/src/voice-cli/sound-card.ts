import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { watch } from 'node:fs/promises';
import { join } from 'node:path';
import { parseWav, resample, toInt16 } from '@sealwave/audio';
import { recording } from '../integration/speech';

/** Sampling rate that programs are asked to record at, in Hz. */
const RATE = 48_000;

/**
 * Simulates a sound card. `arecord` records a human voice once, five times as fast as it was spoken, and then
 * silence. `aplay` writes what it plays to a file.
 */
export class SoundCard {
  private constructor(readonly path: string) {}

  /** Makes a sound card in the new folder `path`. */
  static in(path: string): SoundCard {
    mkdirSync(path);
    const card = new SoundCard(path);
    const { samplingRate, channels } = parseWav(recording('wav')).readAll();
    writeFileSync(card.at('voice.raw'), toInt16(resample(channels[0], samplingRate, RATE)));
    card.program('arecord', [
      `const voice = fs.readFileSync(${JSON.stringify(card.at('voice.raw'))});`,
      `let at = 0;`,
      `setInterval(() => {`,
      `  const piece = voice.subarray(at, (at += ${RATE / 5}));`,
      `  if (piece.length > 0) process.stdout.write(piece);`,
      `  else fs.writeFileSync(${JSON.stringify(card.at('spoken'))}, '');`,
      `}, 20);`,
    ]);
    card.program('aplay', [
      `const pieces = [];`,
      `process.stdin.on('data', (piece) => pieces.push(piece)).on('end', () => {`,
      `  fs.writeFileSync(${JSON.stringify(card.at('part'))}, Buffer.concat(pieces));`,
      `  fs.renameSync(${JSON.stringify(card.at('part'))}, ${JSON.stringify(card.at('played'))});`,
      `});`,
    ]);
    return card;
  }

  /** The environment for a program. The program finds only this sound card. */
  get env(): { readonly PATH: string } {
    return { PATH: this.path };
  }

  /** Resolves when the whole voice was recorded. */
  spoken(): Promise<void> {
    return this.appears('spoken');
  }

  /**
   * Resolves when something was played.
   * @returns the path of the played sound.
   */
  async played(): Promise<string> {
    await this.appears('played');
    return this.at('played');
  }

  private async appears(name: string): Promise<void> {
    const over = new AbortController();
    const changes = watch(this.path, { signal: over.signal })[Symbol.asyncIterator]();
    // Watches before it looks: the file could appear in between.
    let change = changes.next();
    while (!existsSync(this.at(name))) {
      await change;
      change = changes.next();
    }
    change.catch(() => undefined);
    over.abort();
  }

  private at(name: string): string {
    return join(this.path, name);
  }

  private program(name: string, lines: readonly string[]): void {
    const source = [`#!${process.execPath}`, `const fs = require('node:fs');`, ...lines];
    writeFileSync(this.at(name), source.join('\n'));
    chmodSync(this.at(name), 0o755);
  }
}
