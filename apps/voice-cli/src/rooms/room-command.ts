import type { DefineCommand } from '../command-definition';
import { defineCreate } from './create-command';
import { defineInvite } from './invite-command';
import { definePeople } from './people-command';
import { defineVerify } from './verify-command';

/** `voice-cli room`, with its commands. */
export const defineRoom: DefineCommand = (command, start) => {
  const room = command('room')
    .summary('make rooms, invite people, and see who is there')
    .description('Rooms are end-to-end encrypted: what is said there no server can hear.');
  defineCreate(room.addTask('create'), start);
  defineInvite(room.addTask('invite'), start);
  definePeople(room.addTask('people'), start);
  defineVerify(room.addTask('verify'), start);
  return room;
};
