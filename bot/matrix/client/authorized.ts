import { type Account, withToken } from "./access.ts";
import { type Answered, ask, Unanswered } from "./fetch.ts";
import { HomeserverError } from "./homeserver-error.ts";
import { type MatrixClient, MatrixError, SdkClient } from "./sdk.ts";

/** Takes the `Date` of each answer, with when we asked and when it was here. */
export type HearDate = (date: Date, asked: Date, answered: Date) => void;
/** Makes a request, perhaps more than once. */
export type Repeat = <T>(ask: () => Promise<T>) => Promise<T>;

export interface ClientOptions {
  readonly onDate?: HearDate;
  /** Longest silence of the homeserver in a call that names none of its own; 30 s. */
  readonly timeoutMs?: number;
}

/** Those of the SDK's own calls that do what ours would. None of its senders: they fall back to plaintext (ADR 2). */
type SdkCalls =
  | "createRoom"
  | "getAccountData"
  | "getJoinedRooms"
  | "getRawEvent"
  | "getRoomState"
  | "getRoomStateEvent"
  | "getWhoAmI"
  | "joinRoom"
  | "leaveRoom"
  | "sendStateEvent"
  | "setAccountData";

/** The SDK's client as far as the facade may use it. All of it rejects with HomeserverError only. */
export interface Client extends Pick<MatrixClient, SdkCalls> {
  /** `path` is the whole one. A Buffer goes out as it is (`application/octet-stream`), anything else as JSON. */
  doRequest(
    method: "GET" | "POST" | "PUT",
    path: string,
    query?: object | null,
    body?: object | null,
    timeoutMs?: number,
  ): Promise<unknown>;
  /** At most `most` bytes of it are ever held, and two minutes waited for them. LIAISON_STOPPED when `stopping` ends it. */
  download(path: string, most: number, stopping?: AbortSignal): Promise<Uint8Array | "too-large">;
  readonly counts: { rateLimited: number };
  /** The same client, each of whose requests is made by `repeat`. */
  repeating(repeat: Repeat): Client;
}

/** Bytes of an answer that is no file. */
const mostOfRefusal = 65_536;
const wholeFileMs = 120_000;
const usualMs = 30_000;

/** Opens no connection; its calls do. */
export function openClient(account: Account, { onDate: hear = () => {}, timeoutMs: preset = usualMs }: ClientOptions = {}): Client {
  const { homeserver, userId } = account;
  const authorized = withToken(account.accessToken);
  const counts = { rateLimited: 0 };
  /** A client of the SDK has one token for good. */
  let bearer = new SdkClient(homeserver, "");
  const counted = (fault: HomeserverError): HomeserverError => {
    if (fault.status === 429) counts.rateLimited++;
    return fault;
  };

  class AuthorizedClient extends SdkClient implements Client {
    readonly counts = counts;
    readonly #repeat: Repeat;
    constructor(repeat: Repeat) {
      super(homeserver, "");
      this.#repeat = repeat;
    }
    repeating(repeat: Repeat): Client {
      return new AuthorizedClient(repeat);
    }
    /** Known: some of the SDK's calls would ask for it before each request. */
    override async getUserId(): Promise<string> {
      return userId;
    }
    /** Everything that the SDK asks comes through here. */
    override doRequest(...[method, path, query, body, timeoutMs = preset]: Asked): Promise<unknown> {
      return this.#repeat(() =>
        authorized(async (token) => {
          const answer = await this.#once(token, [method, path, query, body, timeoutMs]);
          // what is no JSON comes back from the SDK as text
          if (typeof answer !== "object" || answer === null) throw new HomeserverError(0, "LIAISON_UNREADABLE");
          return answer;
        }),
      );
    }
    async #once(token: string, [method, path, query, body, timeoutMs]: Question): Promise<unknown> {
      const asked = new Date();
      try {
        if (bearer.accessToken !== token) bearer = new SdkClient(homeserver, token);
        // the whole response, since its head has the date; the type counts for bytes only
        const response: Response = await bearer.doRequest(method, path, query, body, timeoutMs, true, "application/octet-stream");
        const { date, age } = response.headers;
        const told = new Date(date ?? "");
        // one with an age is out of somebody's cache
        if (!Number.isNaN(told.getTime()) && age === undefined) hear(told, asked, new Date());
        return response.body;
      } catch (error) {
        throw counted(asHomeserverError(error));
      }
    }
    download(path: string, most: number, stopping?: AbortSignal): Promise<Uint8Array | "too-large"> {
      return this.#repeat(() =>
        authorized(async (token) => {
          const { status, body } = await ask({
            method: "GET",
            url: this.homeserverUrl + path,
            headers: { Authorization: `Bearer ${token}`, "accept-encoding": "identity" },
            silenceMs: wholeFileMs,
            most: (answered) => (answered === 200 ? most : mostOfRefusal),
            ending: AbortSignal.any([AbortSignal.timeout(wholeFileMs), ...(stopping ? [stopping] : [])]),
          }).catch((error: unknown) => {
            throw asHomeserverError(error);
          });
          if (status !== 200) throw counted(refusalOf(status, body));
          return body;
        }),
      );
    }
  }
  return new AuthorizedClient((once) => once());
}

type Asked = [method: string, path: string, query?: object | null, body?: object | null, timeoutMs?: number];
type Question = readonly [
  method: string,
  path: string,
  query: object | null | undefined,
  body: object | null | undefined,
  timeoutMs: number,
];
interface Response {
  readonly headers: { readonly date?: string; readonly age?: string };
  readonly body: unknown;
}

function refusalOf(status: number, body: Answered["body"]): HomeserverError {
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
  if (error instanceof Unanswered) return new HomeserverError(0, error.code);
  // the SDK throws the response itself where a refusal is none of Matrix's
  const response = error as { readonly statusCode?: unknown; readonly body?: { readonly session?: unknown } };
  if (typeof response.statusCode !== "number") return new HomeserverError(0, "LIAISON_UNREADABLE");
  const session = response.body?.session;
  return new HomeserverError(response.statusCode, "LIAISON_HTTP", undefined, typeof session === "string" ? session : undefined);
}
