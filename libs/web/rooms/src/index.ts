export { ForgivingUrls } from './address/forgiving-urls';
export { roomAddress } from './address/room-address';
export { RememberedRooms } from './memory/remembered-rooms';
export { RoomKeeper } from './memory/room-keeper';
export { RoomMemory } from './memory/room-memory';
export { roomName } from './people/room-name';
export { RoomPanel } from './room-panel';
export { ROOM_GUARDS, RoomService } from './room.service';
