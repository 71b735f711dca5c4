const target = `http://127.0.0.1:${process.env.GATEWAY_PORT ?? 5000}`;

/** In development, this server serves the page and forwards Socket.IO to the gateway. */
const proxy = [{ context: ['/socket.io'], target, ws: true }];

export default proxy;
