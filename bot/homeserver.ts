import { getRequestFn, LogLevel, LogService, MatrixClient, MatrixError, setRequestFn } from "matrix-bot-sdk";
import type { UserId } from "#domain/ids.ts";

export type Method = "GET" | "POST" | "PUT";
type Query = Readonly<Record<string, string | number | boolean | readonly string[]>>;

/** What the homeserver said no to, or that it could not be reached (status 0). Names the fault, never quotes a body. */
export class HomeserverError extends Error {
  readonly status: number;
  readonly errcode: string;
  /** Milliseconds after which a rate-limited request may be tried again. */
  readonly retryAfterMs: number | undefined;
  constructor(status: number, errcode: string, retryAfterMs?: number) {
    super(`homeserver answered ${status} ${errcode}`);
    this.name = "HomeserverError";
    this.status = status;
    this.errcode = errcode;
    this.retryAfterMs = retryAfterMs;
  }
  /** The same request will never succeed: a 4xx that is neither a rate limit nor a timeout. */
  get permanent(): boolean {
    return this.status >= 400 && this.status < 500 && this.status !== 429 && this.status !== 408;
  }
}

/**
 * The client-server API as the bot uses it: nothing but requests. The SDK's own senders stay out of reach on purpose,
 * since they fall back to plaintext when a room's encryption cannot be read (ADR 2).
 */
export interface Homeserver {
  readonly userId: UserId;
  readonly deviceId: string;
  /** Rejects with HomeserverError only. `timeoutMs` defaults to 30 s. `path` is the part after `/_matrix/client`. */
  request<T>(method: Method, path: string, query?: Query | null, body?: object | null, timeoutMs?: number): Promise<T>;
  /** How often the homeserver has answered 429 since the start. */
  readonly rateLimited: number;
}

// The SDK's request library uses what Node has deprecated; that is for its authors to read, not for operators.
process.noDeprecation = true;
// The SDK logs whole error bodies; ours names faults instead.
LogService.setLevel(LogLevel.WARN);
LogService.setLogger({ trace: () => {}, debug: () => {}, info: () => {}, warn: () => {}, error: () => {} });
const send = getRequestFn();
// A redirect would carry the access token to wherever the answer points.
setRequestFn((params: object, done: unknown) => send({ ...params, followRedirect: false, followAllRedirects: false }, done));

/** Opens no connection; `request` does. */
export function openHomeserver(baseUrl: string, accessToken: string, userId: UserId, deviceId: string): Homeserver {
  const client = new MatrixClient(baseUrl, accessToken);
  let rateLimited = 0;
  return {
    userId,
    deviceId,
    get rateLimited() {
      return rateLimited;
    },
    async request<T>(method: Method, path: string, query: Query | null = null, body: object | null = null, timeoutMs = 30_000): Promise<T> {
      let answer: unknown;
      try {
        answer = await client.doRequest(method, `/_matrix/client${path}`, query, body, timeoutMs);
      } catch (error) {
        const fault = asHomeserverError(error);
        if (fault.status === 429) rateLimited++;
        throw fault;
      }
      // A truncated body comes back from the SDK as text.
      if (typeof answer !== "object" || answer === null) throw new HomeserverError(0, "LIAISON_UNREADABLE");
      // what the specification promises for this path; every reader checks the fields that it uses
      return answer as T;
    },
  };
}

function asHomeserverError(error: unknown): HomeserverError {
  if (error instanceof MatrixError) return new HomeserverError(error.statusCode, error.errcode, error.retryAfterMs);
  const response = error as { statusCode?: unknown; code?: unknown };
  if (typeof response.statusCode === "number") return new HomeserverError(response.statusCode, "LIAISON_HTTP");
  return new HomeserverError(0, typeof response.code === "string" ? response.code : "LIAISON_UNREACHABLE");
}
