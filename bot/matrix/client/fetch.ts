import { stringify } from "node:querystring";

/** One request. A redirect is an answer like any other: following it would carry the token to wherever it points. */
interface Asked {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Buffer<ArrayBuffer>;
  /** When neither the head nor a part of the body has come for so long, the request ends. */
  readonly silenceMs: number;
  /** Most bytes of the body that are ever held, by its status; without it as many as come. */
  readonly most?: (status: number) => number;
  readonly ending?: AbortSignal;
}

/** An answer. Its body is "too-large" as soon as it turns out to be more than was to be held, whatever its head promised. */
export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Buffer | "too-large";
}

/** There was no whole answer. `code` is the system's name for why, ETIMEDOUT for any time that ran out, or one of ours. */
export class Unanswered extends Error {
  readonly code: string;
  constructor(code: string) {
    super(`no answer (${code})`);
    this.name = "Unanswered";
    this.code = code;
  }
}

/** Rejects with Unanswered only: LIAISON_STOPPED when `ending` ends it. */
export async function ask({ url, silenceMs, most = () => Number.POSITIVE_INFINITY, ending, ...init }: Asked): Promise<Answered> {
  const silence = new AbortController();
  const timer = setTimeout(() => silence.abort(new DOMException("silence", "TimeoutError")), silenceMs);
  const signal = ending === undefined ? silence.signal : AbortSignal.any([silence.signal, ending]);
  try {
    const response = await fetch(url, { ...init, redirect: "manual", signal });
    const { status, headers } = response;
    const limit = most(status);
    const parts: Uint8Array[] = [];
    let size = 0;
    let tooLarge = Number(headers.get("content-length")) > limit;
    if (tooLarge) await response.body?.cancel();
    else
      for await (const part of response.body ?? []) {
        timer.refresh();
        size += part.length;
        tooLarge = size > limit;
        // leaving the loop ends the connection
        if (tooLarge) break;
        parts.push(part);
      }
    return { status, headers, body: tooLarge ? "too-large" : Buffer.concat(parts) };
  } catch (fault) {
    throw new Unanswered(codeOf(fault));
  } finally {
    clearTimeout(timer);
  }
}

/** The names that Node's fetch has for what the system calls otherwise. */
const systemNames = new Map([
  ["UND_ERR_SOCKET", "ECONNRESET"],
  ["UND_ERR_CONNECT_TIMEOUT", "ETIMEDOUT"],
  ["UND_ERR_HEADERS_TIMEOUT", "ETIMEDOUT"],
  ["UND_ERR_BODY_TIMEOUT", "ETIMEDOUT"],
]);

function codeOf(fault: unknown): string {
  if (!(fault instanceof Error)) return "LIAISON_UNREACHABLE";
  if (fault.name === "TimeoutError") return "ETIMEDOUT";
  if (fault.name === "AbortError") return "LIAISON_STOPPED";
  const why = fault.cause instanceof Error ? fault.cause : fault;
  const code = "code" in why && typeof why.code === "string" ? why.code : "LIAISON_UNREACHABLE";
  return systemNames.get(code) ?? code;
}

/** What matrix-bot-sdk hands to its request function (its lib/http.js, `params`), as far as it says anything here. */
interface SdkRequest {
  readonly method: string;
  readonly uri: string;
  readonly qs?: Parameters<typeof stringify>[0] | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Buffer<ArrayBuffer>;
  readonly timeout: number;
}
interface SdkResponse {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  body: unknown;
}

/** Node's fetch as the SDK wants it: in the shape of the `request` library. The SDK reads JSON out of the text. */
export function requestByFetch(
  { qs, uri, timeout, method, headers, body }: SdkRequest,
  done: (fault: Unanswered | null, response?: SdkResponse, body?: unknown) => void,
): void {
  const query = stringify(qs ?? {});
  const url = query === "" ? uri : `${uri}?${query}`;
  // without it fetch asks for compressed answers, whose length tells of what is in them
  const plain = { "accept-encoding": "identity", ...headers };
  ask({ method, url, headers: plain, silenceMs: timeout, ...(body !== undefined && { body }) }).then((answer) => {
    const text = answer.body.toString();
    done(null, { statusCode: answer.status, headers: Object.fromEntries(answer.headers), body: text }, text);
  }, done);
}
