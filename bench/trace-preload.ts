// Preloaded into the bot's process by the breakdown: notes when it asks the homeserver, the database and the encryption
// machine, and when the answer was there. The product itself has no timing code.
import { subscribe } from "node:diagnostics_channel";
import { createRequire } from "node:module";
import { OlmMachine } from "@matrix-org/matrix-sdk-crypto-wasm";
import pg from "pg";

/** Something that the process waited for; times in milliseconds since 1970. */
export interface Waited {
  readonly on: "http" | "pg" | "machine";
  /** Method and path, the statement, or the machine's method. */
  readonly what: string;
  readonly from: number;
  readonly to: number;
  /** Of a statement: its connection. */
  readonly line?: number;
}
declare global {
  var liaisonTrace: Waited[];
}
globalThis.liaisonTrace = [];
const now = (): number => performance.timeOrigin + performance.now();
const note = (on: Waited["on"], what: string, from: number, line?: number): void =>
  void globalThis.liaisonTrace.push({ on, what, from, to: now(), ...(line !== undefined && { line }) });

interface Request {
  readonly method: string;
  readonly path: string;
}
const asked = new WeakMap<Request, number>();
// what the client behind fetch says on these channels (undici documentation, "Diagnostics Channel Support")
subscribe("undici:request:create", (message) => void asked.set((message as { readonly request: Request }).request, now()));
subscribe("undici:request:trailers", (message) => {
  const { request } = message as { readonly request: Request };
  note("http", `${request.method} ${request.path.split("?")[0]}`, asked.get(request) ?? now());
});

type Call = (this: object, ...given: unknown[]) => unknown;
/** Puts `around` in the place of a method, whatever its types are. */
function wrap(owner: object, name: string, around: (call: Call, self: object, given: unknown[]) => unknown): void {
  const call = Reflect.get(owner, name) as Call;
  Reflect.set(owner, name, function (this: object, ...given: unknown[]) {
    return around(call, this, given);
  });
}
const whenDone = (result: unknown, done: () => void): unknown => {
  if (result instanceof Promise) result.then(done, done);
  return result;
};

const lines = new WeakMap<object, number>();
let count = 0;
function traceQueries(call: Call, self: object, given: unknown[]): unknown {
  const [first] = given;
  const text = typeof first === "string" ? first : (first as { readonly text?: string } | undefined)?.text;
  const line = lines.get(self) ?? ++count;
  lines.set(self, line);
  const from = now();
  const done = () => note("pg", text ?? "", from, line);
  const last = given.at(-1);
  if (typeof last !== "function") return whenDone(call.apply(self, given), done);
  return call.apply(self, [
    ...given.slice(0, -1),
    (...answer: unknown[]) => {
      done();
      last(...answer);
    },
  ]);
}
// the queue's driver, and the storage's, which may be another copy
const ofStorage = createRequire(import.meta.resolve("@mikro-orm/postgresql"))("pg") as typeof pg;
for (const driver of new Set([pg, ofStorage])) wrap(driver.Client.prototype, "query", traceQueries);
for (const method of ["decryptRoomEvent", "encryptRoomEvent", "shareRoomKey", "receiveSyncChanges", "getMissingSessions"])
  wrap(OlmMachine.prototype, method, (call, self, given) => {
    const from = now();
    return whenDone(call.apply(self, given), () => note("machine", method, from));
  });
