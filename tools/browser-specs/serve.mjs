import { once } from 'node:events';
import { createServer } from 'node:http';
import { extname } from 'node:path';

const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.json': 'application/json' };

/**
 * Serves `files` (contents by path) on a free port of the loopback address. Browsers treat it as a secure
 * context. Only there `crypto.subtle` exists.
 */
export async function serve(files) {
  const server = createServer((request, response) => {
    const body = files.get(request.url);
    if (body === undefined) return response.writeHead(404).end();
    const type = TYPES[extname(request.url)] ?? 'text/html';
    response.writeHead(200, { 'content-type': `${type}; charset=utf-8` }).end(body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { origin: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}
