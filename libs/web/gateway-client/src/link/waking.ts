/** Events after which the page may have slept: the network changed, or the browser froze the tab. */
const OF_WINDOW = ['online', 'offline', 'pageshow'] as const;

/**
 * Calls `check` whenever the connection may have died unnoticed. A socket whose peer is gone looks open until
 * the gateway's pings fail to arrive.
 * @returns a function that stops the calls.
 */
export function whenWoken(window: Window, check: () => void): () => void {
  const { document } = window;
  const seen = () => {
    if (document.visibilityState === 'visible') check();
  };
  for (const event of OF_WINDOW) window.addEventListener(event, check);
  document.addEventListener('visibilitychange', seen);
  return () => {
    for (const event of OF_WINDOW) window.removeEventListener(event, check);
    document.removeEventListener('visibilitychange', seen);
  };
}
