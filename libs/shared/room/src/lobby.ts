/** The id of the room that is always there, and open to everybody. */
export const LOBBY = 'lobby';
