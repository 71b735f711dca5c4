/** Listening addresses that this machine also reaches as `localhost`, by host. */
const LOCAL = {
  '127.0.0.1': ['127.0.0.1', 'localhost'],
  '0.0.0.0': ['127.0.0.1', 'localhost'],
  '[::1]': ['[::1]', 'localhost'],
  '[::]': ['[::1]', '127.0.0.1', 'localhost'],
};

/**
 * The value of GATEWAY_VOICE_SERVERS for a voice server at `url`: every name by which a browser here may
 * request it, the default first.
 */
export function allowListFor(url) {
  const { hostname, port } = new URL(url);
  return (LOCAL[hostname] ?? [hostname]).map((host) => `${host}:${port}`).join(',');
}
