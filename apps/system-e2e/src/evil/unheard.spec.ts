import { join } from 'node:path';
import { MessageEncoder, toInt16, VOICE_CODERS } from '@sealwave/audio';
import { spoken } from '../integration/speech';
import { Folder } from '../voice-cli/folder';
import { newRoom, Terminal } from '../voice-cli/people';
import { endAll, linesOf } from '../voice-cli/program';
import { EvilServer } from './evil-server';
import { asSamples, bestSecond, framesIn, guessesAt } from './traffic';

const VOICE = join(__dirname, '../../../../libs/testing/assets/librivox-0930.wav');
/** What no second of anything that a server keeps has of the voice. */
const NOTHING = 0.1;
const FRAME_BYTES = 160;
const TAG_BYTES = 16;
const FRAMES_OF_VOICE = Math.ceil(spoken().length / FRAME_BYTES);
/** A fifth of a second, by which a guess may be early or late. */
const SLACK = 1600;

jest.setTimeout(120_000);

describe('a server that keeps everything', () => {
  const folder = new Folder();
  let server: EvilServer;

  beforeAll(async () => {
    server = await EvilServer.listen();
    const { member } = await newRoom();
    const at = { port: server.port, link: member };
    for (const coder of ['nlp64', 'pcm8']) {
      const hearing = await new Terminal(folder, 'Annabel', at).listen('--json', '--count', '1');
      await new Terminal(folder, 'Benjamin', at).run('send', '--coder', coder, VOICE);
      expect(linesOf(await hearing.ended)[0]).toMatchObject({ codec: coder, complete: true });
    }
  });
  afterAll(async () => {
    await endAll();
    await server.close();
  });

  it('would know the voice in frames that are not sealed', () => {
    for (const [i, coder] of Object.values(VOICE_CODERS).entries()) {
      const encoder = new MessageEncoder(coder);
      const coded = Buffer.concat([encoder.push(toInt16(spoken())), encoder.flush()]);
      const frames = Array.from({ length: coded.length / FRAME_BYTES }, (_, at) =>
        Buffer.concat([Buffer.alloc(5), coded.subarray(FRAME_BYTES * at, FRAME_BYTES * (at + 1))]),
      );
      expect(bestSecond(spoken(), guessesAt(frames, 5)[i], SLACK)).toBeGreaterThan(0.9);
    }
  });

  it('TM-I1: finds the voice in no frame, whatever it decodes', () => {
    const frames = framesIn(server.parts);
    expect(frames).toHaveLength(2 * FRAMES_OF_VOICE);
    for (const begin of [0, FRAMES_OF_VOICE]) {
      const recording = frames.slice(begin, begin + FRAMES_OF_VOICE);
      const overhead = Math.min(...recording.map(({ length }) => length)) - FRAME_BYTES;
      for (const offset of [0, overhead - TAG_BYTES, overhead]) {
        for (const guess of guessesAt(recording, offset)) {
          expect(bestSecond(spoken(), guess, SLACK)).toBeLessThan(NOTHING);
        }
      }
    }
  });

  it('TM-I1: finds the voice nowhere in the bytes that it was sent', () => {
    const samples = asSamples(Buffer.concat(server.parts));
    expect(bestSecond(spoken(), samples, samples.length / 2)).toBeLessThan(NOTHING);
  });

  it('TM-I1: finds no name, and cannot tell one kind of frame from another by its size', () => {
    const everything = Buffer.concat(server.kept.map(({ data }) => data));
    for (const name of ['Annabel', 'Benjamin', 'Anna', 'Benj']) {
      expect(everything.includes(name)).toBe(false);
    }
    const announces = server.kept.filter(({ t }) => t === 'announce');
    expect(new Set(announces.map(({ data }) => data.length)).size).toBe(1);
    // The number of a frame takes a byte more where it is larger, as everybody can count.
    const sizes = framesIn(server.parts).map(({ length }) => length);
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
  });
});
