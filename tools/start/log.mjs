const TROUBLE = ['warn', 'error'];

/**
 * Shows a line of a server's log: in a terminal what a person must know, in words; everything, as it
 * is, to whatever else collects it. What is fatal is said when the server has ended.
 */
export function show({ server, line, level, message }) {
  if (!process.stdout.isTTY) console.log(line);
  else if (TROUBLE.includes(level)) console.log(`${server}: ${message}`);
}
