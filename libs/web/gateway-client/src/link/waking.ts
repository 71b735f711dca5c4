/** What may have passed without the page: its browser changed the network, or froze the tab for a while. */
const OF_WINDOW = ['online', 'offline', 'pageshow'] as const;

/**
 * Calls `check` whenever a connection may be gone that nobody has noticed: a socket that the other side does not
 * answer looks open until the pings of the gateway are missed.
 * @returns what to call when nobody is interested any more.
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
