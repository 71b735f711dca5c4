/** Addresses of a server that this machine reaches as `localhost`, by the host that it listens on. */
const LOCAL = {
  '127.0.0.1': ['127.0.0.1', 'localhost'],
  '0.0.0.0': ['127.0.0.1', 'localhost'],
  '[::1]': ['[::1]', 'localhost'],
  '[::]': ['[::1]', '127.0.0.1', 'localhost'],
};

/**
 * The value of GATEWAY_VOICE_SERVERS for a voice server that listens on `url`: every name under which
 * a browser here may ask for it, the default first.
 */
export function allowListFor(url) {
  const { hostname, port } = new URL(url);
  return (LOCAL[hostname] ?? [hostname]).map((host) => `${host}:${port}`).join(',');
}
