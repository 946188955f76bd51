import { createServer } from "node:net";

/** `wanted` if nobody listens there on 127.0.0.1, else (or without `wanted`) a free port. */
export async function loopbackPort(wanted?: number): Promise<number> {
  const found = wanted === undefined ? undefined : await listen(wanted);
  const port = found ?? (await listen(0));
  if (port === undefined) throw new Error("no free loopback port");
  return port;
}

function listen(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(undefined));
    probe.listen({ port, host: "127.0.0.1" }, () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address !== null ? address.port : undefined));
    });
  });
}
