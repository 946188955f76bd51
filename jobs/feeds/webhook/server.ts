import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { ReceiverStorage } from "../../../storage/index.ts";
import { notHere, notNow, onlyPost, type Reply, replyTo, tooLarge } from "./answers.ts";
import { readBody } from "./body.ts";
import { type RateLimit, rateLimit } from "./rate-limit.ts";
import { receive } from "./receive.ts";
import { semaphore } from "./semaphore.ts";
import { openTally } from "./tally.ts";

/** What the operator is told: names of outcomes, never content. */
interface Report {
  info(event: string, fields: { readonly outcome: string }): void;
  debug(event: string, fields: { readonly outcome: string }): void;
  fault(event: string, fault: unknown): void;
}
/** Another program listens on the port. */
export class PortTaken extends Error {
  override readonly name = "PortTaken";
}

export interface WebhookDependencies {
  /** On 127.0.0.1. */
  readonly port: number;
  readonly storage: ReceiverStorage;
  readonly log: Report;
  readonly now: () => Date;
  /** How much a source may send; a limit of its own if left out. */
  readonly rate?: RateLimit;
  /** True for a fault that the process must not outlive. */
  readonly fatal: (fault: unknown) => boolean;
}
export interface WebhookServer {
  /** Takes nothing more; deliveries that are being taken get their answer. */
  stop(): Promise<void>;
}

const path = /^\/hooks\/([\w-]{1,64})$/u;
/** A refusal leaves this long after the request came, whatever was wrong: how long it took would tell which addresses exist. */
const refusedAfterMs = 100;
/** A database that does not answer for so long is away. */
const timeoutMs = 10_000;
/** Deliveries that use the database at once: the bot's own transactions need connections too. */
const atOnce = 4;
/** A sender that dawdles is cut off; one proxy with many senders behind it has connections enough. */
const bounds = {
  headersTimeout: 5_000,
  requestTimeout: 10_000,
  keepAliveTimeout: 5_000,
  connectionsCheckingInterval: 1_000,
  maxHeaderSize: 8_192,
};
const mostConnections = 500;

/** Serves `POST /hooks/<source>` (Standard Webhooks). Resolves when it listens; rejects with PortTaken where the port is not free. */
export async function startWebhookServer({
  port,
  storage,
  log,
  now,
  rate = rateLimit(),
  fatal,
}: WebhookDependencies): Promise<WebhookServer> {
  const counts = openTally(storage, (fault) => void (fatal(fault) || log.fault("hook counts", fault)));
  const limited = semaphore(atOnce);

  async function take(token: string, request: IncomingMessage): Promise<Reply> {
    const came = performance.now();
    const body = await readBody(request);
    if (body === "too-large") {
      await countAt(token).catch(fatal);
      return tooLarge;
    }
    const header = (name: string): string => String(request.headers[name] ?? "");
    const headers = { id: header("webhook-id"), timestamp: header("webhook-timestamp"), signature: header("webhook-signature") };
    const outcome = await inTime(limited(() => receive(storage, rate, { token, headers, body }, now())));
    if (outcome.became === "taken") {
      log.info("hook", { outcome: outcome.became });
    } else {
      counts.add(outcome.became, outcome.source);
      // others decide how often this happens
      log.debug("hook", { outcome: outcome.became });
    }
    const reply = replyTo(outcome);
    if (reply.status === 401) await sleep(Math.max(0, refusedAfterMs - (performance.now() - came)));
    return reply;
  }
  /** Whose address it is matters to the count alone. */
  async function countAt(token: string): Promise<void> {
    const source = await inTime(limited(() => storage.transaction((tx) => tx.receiver.source(token))));
    counts.add("too-large", source?.id);
  }
  async function reply(request: IncomingMessage): Promise<Reply> {
    const [, token] = path.exec(request.url ?? "") ?? [];
    if (token === undefined) return notHere;
    if (request.method !== "POST") return onlyPost;
    try {
      return await take(token, request);
    } catch (fault) {
      if (!fatal(fault)) log.fault("hook", fault);
      return notNow;
    }
  }

  const server = createServer(bounds, (request, response) => {
    void reply(request).then((answer) => write(response, answer));
  });
  server.maxConnections = mostConnections;
  await new Promise<void>((resolve, reject) => {
    server.once("error", (fault) =>
      reject("code" in fault && fault.code === "EADDRINUSE" ? new PortTaken(`port ${port} is taken`) : fault),
    );
    server.listen({ port, host: "127.0.0.1" }, resolve);
  });
  return {
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeIdleConnections();
      await Promise.race([closed, sleep(2_000)]);
      server.closeAllConnections();
      await counts.stop();
    },
  };
}

function write(response: ServerResponse, { status, sentence, headers }: Reply): void {
  response.writeHead(status, { "Content-Type": "text/plain; charset=utf-8", ...headers });
  response.end(`${sentence}\n`);
}

/** What is done may still be committed after this has given up: the sender comes again with the same id. */
function inTime<T>(work: Promise<T>): Promise<T> {
  const timer = new AbortController();
  const late = sleep(timeoutMs, undefined, { signal: timer.signal }).then(() => Promise.reject(new Error("the database does not answer")));
  return Promise.race([work, late]).finally(() => timer.abort());
}
