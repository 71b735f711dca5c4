import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { VOICE_SAMPLING_RATE } from '@sealwave/audio';

/** PulseAudio logs this once every module works. */
const READY = 'Daemon startup complete.';
const BYTES_PER_SAMPLE = 2;

/**
 * A sound card for programs, with a recorder at its loudspeaker. It is a separate PulseAudio with a null sink.
 * It uses neither the settings nor the devices of the machine.
 */
export class SoundCard {
  private constructor(
    private readonly server: ChildProcess,
    private readonly folder: string,
  ) {}

  /**
   * Starts PulseAudio.
   * @param path its program.
   */
  static async start(path: string): Promise<SoundCard> {
    const folder = mkdtempSync(join(tmpdir(), 'sealwave-sound-'));
    chmodSync(folder, 0o700); // PulseAudio refuses a folder that others may read.
    const monitor = `source=null.monitor format=s16le rate=${VOICE_SAMPLING_RATE} channels=1`;
    const modules = [
      // With rewinds, it takes 2 s of sound at a time and starts as slowly. A real card takes at most 50 ms.
      'module-null-sink sink_name=null norewinds=1',
      `module-native-protocol-unix socket=${join(folder, 'native')} auth-anonymous=1`,
      `module-simple-protocol-unix socket=${join(folder, 'monitor')} record=1 playback=0 ${monitor}`,
    ];
    const settings = ['-n', '--daemonize=no', '--use-pid-file=false', '--exit-idle-time=-1'];
    const loading = modules.flatMap((module) => ['-L', module]);
    const server = spawn(
      path,
      [...settings, '--log-level=info', '--log-target=stderr', ...loading],
      {
        env: { PATH: process.env['PATH'], HOME: folder, XDG_RUNTIME_DIR: folder, LC_ALL: 'C' },
        stdio: ['ignore', 'ignore', 'pipe'],
      },
    );
    const card = new SoundCard(server, folder);
    let log = '';
    for await (const line of createInterface({ input: server.stderr })) {
      log += `${line}\n`;
      if (line.includes(READY)) break;
    }
    server.stderr.resume(); // PulseAudio blocks unless its log is read.
    if (log.includes(READY)) return card;
    await card.remove();
    throw new Error(`PulseAudio did not start:\n${log}`);
  }

  /** Its address for `PULSE_SERVER`. */
  get address(): string {
    return `unix:${join(this.folder, 'native')}`;
  }

  /** Records everything that is played from now on. */
  async listen(): Promise<Ear> {
    const socket = connect(join(this.folder, 'monitor'));
    const ear = new Ear(socket);
    await once(socket, 'data'); // Silence arrives as well.
    return ear;
  }

  async remove(): Promise<void> {
    const isRunning = this.server.exitCode === null && this.server.signalCode === null;
    if (isRunning && this.server.kill()) await once(this.server, 'exit');
    rmSync(this.folder, { recursive: true });
  }
}

/** Records what a {@link SoundCard} plays. */
class Ear {
  private readonly chunks: Buffer[] = [];

  constructor(private readonly socket: Socket) {
    socket.on('data', (chunk: Buffer) => this.chunks.push(chunk));
  }

  /** Everything recorded so far, at 8 kHz. It is silent where nothing was played. */
  get heard(): Float32Array {
    const bytes = Buffer.concat(this.chunks);
    return Float32Array.from(
      { length: Math.floor(bytes.length / BYTES_PER_SAMPLE) },
      (_, i) => bytes.readInt16LE(i * BYTES_PER_SAMPLE) / 0x8000,
    );
  }

  close(): void {
    this.socket.destroy();
  }
}
