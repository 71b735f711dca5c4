/** How often the parent is looked for. */
const INTERVAL_MS = 500;

/**
 * Calls `act` when npm, which started this process through a shell, is gone: it does not pass
 * SIGTERM on to what the shell runs. Does nothing for a process that npm did not start.
 */
export function whenOrphaned(act) {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  const look = () => {
    if (process.ppid !== parent) act();
  };
  setInterval(look, INTERVAL_MS).unref();
}
