/** Listening addresses by host. This machine also reaches them as `localhost`. */
const LOCAL = {
  '127.0.0.1': ['127.0.0.1', 'localhost'],
  '0.0.0.0': ['127.0.0.1', 'localhost'],
  '[::1]': ['[::1]', 'localhost'],
  '[::]': ['[::1]', '127.0.0.1', 'localhost'],
};

/**
 * The value of GATEWAY_VOICE_SERVERS for a voice server at `url`. It has every name by which a browser here may
 * request the server, the default first.
 */
export function allowListFor(url) {
  const { hostname, port } = new URL(url);
  return (LOCAL[hostname] ?? [hostname]).map((host) => `${host}:${port}`).join(',');
}
