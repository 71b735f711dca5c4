/** The id of the room that always exists and is open to everybody. */
export const LOBBY = 'lobby';
