const target = `http://127.0.0.1:${process.env.GATEWAY_PORT ?? 5000}`;

/** In development the page comes from this server and everything live from the gateway. */
const proxy = [{ context: ['/socket.io'], target, ws: true }];

export default proxy;
