/** Interval for checking the parent, in milliseconds. */
const INTERVAL_MS = 500;

/**
 * Calls `act` when npm is gone. npm started this process through a shell that does not pass SIGTERM on. Does
 * nothing in a process that npm did not start.
 */
export function whenOrphaned(act) {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  const look = () => {
    if (process.ppid !== parent) act();
  };
  setInterval(look, INTERVAL_MS).unref();
}
