import { getRequestFn, LogLevel, LogService, MatrixClient, MatrixError, setRequestFn } from "matrix-bot-sdk";
import { type UserId, userId } from "#domain/primitives/ids.ts";
import { getBounded } from "./bounded-download.ts";

export type Method = "GET" | "POST" | "PUT";
type Query = Readonly<Record<string, string | number | boolean | readonly string[]>>;

/** What the homeserver said no to, or that it could not be reached (status 0). Names the fault, never quotes a body. */
export class HomeserverError extends Error {
  readonly status: number;
  readonly errcode: string;
  /** Milliseconds after which a rate-limited request may be tried again. */
  readonly retryAfterMs: number | undefined;
  /** Of a request that wants further authentication: what ties the next try to it (client-server API, "User-interactive authentication"). */
  readonly authSession: string | undefined;
  constructor(status: number, errcode: string, retryAfterMs?: number, authSession?: string) {
    super(`homeserver answered ${status} ${errcode}`);
    this.name = "HomeserverError";
    this.status = status;
    this.errcode = errcode;
    this.retryAfterMs = retryAfterMs;
    this.authSession = authSession;
  }
  /** The same request will never succeed: a 4xx that is neither a rate limit nor a timeout. */
  get permanent(): boolean {
    return this.status >= 400 && this.status < 500 && this.status !== 429 && this.status !== 408;
  }
}

/** The access token that a request carries, and what comes in its place (bot/tokens.ts). Both reject with HomeserverError only. */
export interface Tokens {
  current(): Promise<string>;
  /** Another one than this, which the homeserver did not accept; undefined if there is none any more. */
  insteadOf(refused: string): Promise<string | undefined>;
}

/** Takes the `Date` of each answer, with when we asked and when it was here. */
export type HearDate = (date: Date, asked: Date, answered: Date) => void;

/**
 * The client-server API as the bot uses it: nothing but requests. The SDK's own senders stay out of reach on purpose,
 * since they fall back to plaintext when a room's encryption cannot be read (ADR 2).
 */
export interface Homeserver {
  readonly userId: UserId;
  readonly deviceId: string;
  /**
   * Rejects with HomeserverError only. `timeoutMs` defaults to 30 s. `path` is the part after `/_matrix/client`, or whole
   * where it begins with `/_matrix/`. A Buffer goes out as it is (`application/octet-stream`), anything else as JSON.
   */
  request<T>(method: Method, path: string, query?: Query | null, body?: object | null, timeoutMs?: number): Promise<T>;
  /**
   * The bytes at this whole path; "too-large" as soon as they turn out to be more than `most`, which is all that is ever held
   * of them. Rejects with HomeserverError only: LIAISON_STOPPED when `stopping` ends it.
   */
  download(path: string, most: number, stopping?: AbortSignal): Promise<Uint8Array | "too-large">;
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

/** How often one request may get another token: one that another process has saved, then a renewed one. */
const mostTokens = 3;

/** Opens no connection; `request` does. `access` is a token that never changes, or where the valid one is to be had. */
export function openHomeserver(
  baseUrl: string,
  access: string | Tokens,
  userId: UserId,
  deviceId: string,
  hear: HearDate = () => {},
): Homeserver {
  const tokens = typeof access === "string" ? { current: async () => access, insteadOf: async () => undefined } : access;
  let client = new MatrixClient(baseUrl, "");
  let rateLimited = 0;
  async function once(token: string, ...[method, path, query, body, timeoutMs]: Parameters<Ask>): Promise<unknown> {
    if (client.accessToken !== token) client = new MatrixClient(baseUrl, token);
    const asked = new Date();
    try {
      // the whole response: its head has the date
      const whole = path.startsWith("/_matrix/") ? path : `/_matrix/client${path}`;
      // the type counts for bytes only
      const response: Response = await client.doRequest(method, whole, query, body, timeoutMs, true, "application/octet-stream");
      const date = new Date(response.headers?.date ?? "");
      // one with an age is out of somebody's cache
      if (!Number.isNaN(date.getTime()) && response.headers?.age === undefined) hear(date, asked, new Date());
      return response.body;
    } catch (error) {
      const fault = asHomeserverError(error);
      if (fault.status === 429) rateLimited++;
      throw fault;
    }
  }
  async function withToken<T>(act: (token: string) => Promise<T>): Promise<T> {
    let token = await tokens.current();
    for (let tried = 1; ; tried++) {
      try {
        return await act(token);
      } catch (fault) {
        if (!(fault instanceof HomeserverError) || fault.errcode !== "M_UNKNOWN_TOKEN" || tried === mostTokens) throw fault;
        const other = await tokens.insteadOf(token);
        if (other === undefined) throw fault;
        token = other;
      }
    }
  }
  return {
    userId,
    deviceId,
    get rateLimited() {
      return rateLimited;
    },
    request: <T>(method: Method, path: string, query: Query | null = null, body: object | null = null, timeoutMs = 30_000): Promise<T> =>
      withToken(async (token) => {
        const answer = await once(token, method, path, query, body, timeoutMs);
        // A truncated body comes back from the SDK as text.
        if (typeof answer !== "object" || answer === null) throw new HomeserverError(0, "LIAISON_UNREADABLE");
        // what the specification promises for this path; every reader checks the fields that it uses
        return answer as T;
      }),
    download: (path, most, stopping) =>
      withToken(async (token) => {
        const became = await getBounded(baseUrl.replace(/\/+$/u, "") + path, token, most, stopping);
        if (became === "too-large") return became;
        if ("fault" in became) throw new HomeserverError(0, became.fault);
        if (became.status === 200) return became.body;
        if (became.status === 429) rateLimited++;
        throw refusalOf(became.status, became.body);
      }),
  };
}

type Ask = (method: Method, path: string, query: Query | null, body: object | null, timeoutMs: number) => void;
interface Response {
  readonly headers?: { readonly date?: string; readonly age?: string };
  readonly body: unknown;
}

/** For requests without an account of ours, or before it is known whose the token is. */
export function openUnnamed(baseUrl: string, access: string | Tokens = "", hear?: HearDate): Pick<Homeserver, "request"> {
  const nobody = userId("@nobody:invalid");
  if (nobody === undefined) throw new Error("not a user id");
  return openHomeserver(baseUrl, access, nobody, "", hear);
}

function refusalOf(status: number, body: Buffer): HomeserverError {
  let said: { readonly errcode?: unknown; readonly retry_after_ms?: unknown } = {};
  try {
    // an answer of JSON, whatever it holds
    said = (JSON.parse(body.toString()) as typeof said | null) ?? {};
  } catch {
    // a gateway's page
  }
  const after = typeof said.retry_after_ms === "number" ? said.retry_after_ms : undefined;
  return new HomeserverError(status, typeof said.errcode === "string" ? said.errcode : "LIAISON_HTTP", after);
}

function asHomeserverError(error: unknown): HomeserverError {
  if (error instanceof MatrixError) return new HomeserverError(error.statusCode, error.errcode, error.retryAfterMs);
  const response = error as { statusCode?: unknown; code?: unknown; body?: { session?: unknown } };
  if (typeof response.statusCode === "number") {
    const session = response.body?.session;
    return new HomeserverError(response.statusCode, "LIAISON_HTTP", undefined, typeof session === "string" ? session : undefined);
  }
  return new HomeserverError(0, typeof response.code === "string" ? response.code : "LIAISON_UNREACHABLE");
}
