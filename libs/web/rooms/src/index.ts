export { ForgivingUrls } from './forgiving-urls';
export { roomAddress } from './room-address';
export { ROOM_GUARDS } from './room-guards';
export { RoomPanel } from './room-panel';
export { RoomService } from './room.service';
