import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { SealedRoomLink } from '@sealwave/e2ee/keys';
import { enterSealed } from '../conformance/secured/sealed-member';
import type { SecuredHop } from '../conformance/secured/secured-hop';
import type { Folder } from './folder';
import { Program, type Run } from './program';

const BASE = 'https://voice.example/de/';
const HOUR_MS = 3_600_000;

/** A sealed room that no server knows yet, and its links. */
export interface Room {
  readonly link: SealedRoomLink;
  readonly member: string;
  readonly moderator: string;
  readonly listener: string;
}

export async function newRoom(flags = 0): Promise<Room> {
  const link = await SealedRoomLink.make(flags);
  const listening = await link.forListeners(Date.now() + HOUR_MS);
  return {
    link,
    member: link.forMembers().href(BASE),
    moderator: link.href(BASE),
    listener: listening?.href(BASE) ?? '',
  };
}

/** Somebody at a terminal, on a device of their own. */
export class Terminal {
  private readonly env: Readonly<Record<string, string>>;

  /** @param link what they have of the room. */
  constructor(
    folder: Folder,
    readonly name: string,
    { port, link, device = name }: { port: number; link: string; device?: string },
  ) {
    const data = folder.at(join('devices', device));
    mkdirSync(data, { recursive: true });
    this.env = {
      SEALWAVE_DATA_DIR: data,
      SEALWAVE_NAME: name,
      SEALWAVE_ROOM: link,
      SEALWAVE_SERVER: `127.0.0.1:${port}`,
    };
  }

  /** Starts to listen; resolves when it is in the room. */
  async listen(...args: string[]): Promise<Program> {
    const program = this.start('listen', '--verbose', ...args);
    await program.wrote('in room ');
    return program;
  }

  start(...args: string[]): Program {
    return Program.start(args, this.env);
  }

  /** Starts the program with other settings in addition. */
  startWith(env: Readonly<Record<string, string>>, ...args: string[]): Program {
    return Program.start(args, { ...this.env, ...env });
  }

  run(...args: string[]): Promise<Run> {
    return Program.run(args, this.env);
  }
}

/** A member that says nothing of itself: somebody who has put it there does not have the link. */
export async function ghostIn({ link }: Room, port: number): Promise<SecuredHop> {
  const credential = await link.credential();
  if ('claims' in credential) throw new Error('a link to listen');
  const { id, flags, access, moderator } = credential;
  const terms = { id, flags, access: Buffer.from(access), digest: Buffer.from(moderator) };
  return enterSealed(port, terms);
}
