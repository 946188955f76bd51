import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** One request as it passed. */
export interface Passed {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly body: string;
  /** Undefined where no answer reached the client. */
  readonly status: number | undefined;
}
/**
 * What becomes of a request. `drop`: the homeserver gets it, its answer is lost; `cut`: half of the answer comes; `hang`: nobody
 * answers until the client gives up; `twice`: the homeserver gets it two times and the second answer counts; `rewrite`: an
 * answer of 200 goes on as that function makes it.
 */
export type Treatment =
  | "pass"
  | "drop"
  | "cut"
  | "hang"
  | "twice"
  | { readonly status: number; readonly body: object }
  | { readonly rewrite: (body: string) => string };
export type Rule = (method: string, path: string) => Treatment;

/** An HTTP proxy before a homeserver: records, and fails on request. */
export interface RecordingProxy {
  readonly url: string;
  readonly passed: readonly Passed[];
  /** How often each treatment other than "pass" was given. */
  readonly treated: ReadonlyMap<string, number>;
  rule: Rule;
  stop(): Promise<void>;
}

const sendPath = /^\/_matrix\/client\/v3\/rooms\/([^/]+)\/send\/([^/]+)\/([^/]+)$/u;
/** The messages among what passed: room, event type, transaction id. */
export const sendsOf = (passed: readonly Passed[]): readonly { readonly room: string; readonly type: string; readonly txnId: string }[] =>
  passed.flatMap(({ path }) => {
    const [, room = "", type = "", txnId = ""] = (sendPath.exec(path) ?? []).map(decodeURIComponent);
    return room === "" ? [] : [{ room, type, txnId }];
  });

/** Starts a proxy before `target` (an `http:` URL) on a free loopback port. */
export async function startProxy(target: string): Promise<RecordingProxy> {
  const passed: Passed[] = [];
  const treated = new Map<string, number>();
  const server = createServer((incoming, outgoing) => {
    void handle(incoming, outgoing).catch(() => outgoing.destroy());
  });
  const proxy = { url: "", passed, treated, rule: (() => "pass") as Rule, stop: () => closed(server) };

  async function handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const method = incoming.method ?? "";
    const path = (incoming.url ?? "").split("?")[0] ?? "";
    const body = await all(incoming);
    const treatment = proxy.rule(method, path);
    const name = typeof treatment === "string" ? treatment : "status" in treatment ? String(treatment.status) : "rewrite";
    if (name !== "pass") treated.set(name, (treated.get(name) ?? 0) + 1);
    const record = (status: number | undefined): void => {
      passed.push({ method, path, body: body.toString("utf8"), status });
    };
    if (treatment === "hang") return record(undefined);
    if (typeof treatment === "object" && "status" in treatment) {
      record(treatment.status);
      outgoing.writeHead(treatment.status, { "content-type": "application/json" }).end(JSON.stringify(treatment.body));
      return;
    }
    if (treatment === "twice") await forward(target, incoming, body);
    const answer = await forward(target, incoming, body);
    if (typeof treatment === "object" && answer.status === 200) answer.body = Buffer.from(treatment.rewrite(answer.body.toString("utf8")));
    if (treatment === "drop") {
      record(undefined);
      outgoing.destroy();
      return;
    }
    record(answer.status);
    if (treatment === "cut")
      outgoing.writeHead(answer.status, { "content-type": "application/json" }).end(answer.body.subarray(0, answer.body.length / 2));
    else {
      // its length may be another one now, and it is whole
      const { "content-length": _, "transfer-encoding": __, ...headers } = answer.headers;
      outgoing.writeHead(answer.status, { ...headers, "content-length": answer.body.length }).end(answer.body);
    }
  }

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // a TCP server's address is always this
  proxy.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return proxy;
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  body: Buffer;
}
function forward(target: string, incoming: IncomingMessage, body: Buffer): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const headers = { ...incoming.headers, host: new URL(target).host };
    const onward = request(target + (incoming.url ?? ""), { method: incoming.method, headers }, (answer) => {
      all(answer).then((content) => resolve({ status: answer.statusCode ?? 502, headers: answer.headers, body: content }), reject);
    });
    onward.on("error", reject).end(body);
  });
}

async function all(stream: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

function closed(server: ReturnType<typeof createServer>): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
