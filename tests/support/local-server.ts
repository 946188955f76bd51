import { createServer, type IncomingMessage, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";

/** A plain HTTP server of a test on a free loopback port. What it does is set, and set anew, from outside. */
export interface LocalServer {
  readonly url: string;
  listener: RequestListener;
  /** Of a request to connect further, as a proxy gets it. */
  onConnect: (request: IncomingMessage, socket: Duplex) => void;
  stop(): Promise<void>;
}

export async function startLocalServer(): Promise<LocalServer> {
  const server = createServer((request, response) => local.listener(request, response));
  server.on("connect", (request, socket) => local.onConnect(request, socket));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const local: LocalServer = {
    // a TCP server's address is always this
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    listener: (_, response) => void response.end(),
    onConnect: (_, socket) => void socket.destroy(),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return local;
}
