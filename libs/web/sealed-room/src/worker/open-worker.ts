/** Opens a worker for one visit to a sealed room, on a thread of its own. */
export function openSessionWorker(): Worker {
  return new Worker(new URL('./sealed-room.worker', import.meta.url), { type: 'module' });
}
