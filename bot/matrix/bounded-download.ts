import type { IncomingMessage } from "node:http";
import { getRequestFn } from "matrix-bot-sdk";

/** The body of an answer, empty where a refusal is long; or why there is none. Names a fault by a code, never by its text. */
export type Bounded = { readonly status: number; readonly body: Buffer } | "too-large" | { readonly fault: string };

/** What the SDK's request library gives for a request without a callback, as far as it is used here. */
interface Stream {
  on(event: "response", listener: (response: IncomingMessage) => void): Stream;
  on(event: "data", listener: (chunk: Buffer) => void): Stream;
  on(event: "end", listener: () => void): Stream;
  on(event: "error", listener: (fault: unknown) => void): Stream;
  abort(): void;
}

/** Bytes of an answer that is no file. */
const mostOfRefusal = 65_536;
const bodyTimeoutMs = 120_000;

/**
 * Gets an address and counts what comes: at most `most` bytes of a 200 are ever held, whatever its head promises. Never
 * rejects. `stopping` and two minutes end it.
 */
export function getBounded(url: string, token: string, most: number, stopping?: AbortSignal): Promise<Bounded> {
  const ending = AbortSignal.any([AbortSignal.timeout(bodyTimeoutMs), ...(stopping ? [stopping] : [])]);
  return new Promise((resolve) => {
    const parts: Buffer[] = [];
    let size = 0;
    let response: IncomingMessage | undefined;
    const headers = { Authorization: `Bearer ${token}` };
    // the library's own types know nothing of this form; a redirect would carry the token to wherever it points
    const stream = getRequestFn()({ uri: url, method: "GET", headers, forever: true, followRedirect: false }) as Stream;
    const end = (became: Bounded, cut = true): void => {
      ending.removeEventListener("abort", onEnding);
      // a settled promise stays as it is, so what the abort itself brings about counts for nothing
      resolve(became);
      if (cut) stream.abort();
    };
    const onEnding = (): void => end({ fault: stopping?.aborted ? "LIAISON_STOPPED" : "ETIMEDOUT" });
    const whole = (): boolean => response?.statusCode === 200;
    const tooLarge = (): void => end(whole() ? "too-large" : { status: response?.statusCode ?? 0, body: Buffer.alloc(0) });
    stream
      .on("error", (fault) => end({ fault: codeOf(fault) }))
      .on("response", (head) => {
        response = head;
        if (whole() && Number(head.headers["content-length"]) > most) tooLarge();
      })
      .on("data", (chunk) => {
        size += chunk.length;
        if (size > (whole() ? most : mostOfRefusal)) tooLarge();
        else parts.push(chunk);
      })
      .on("end", () => {
        // the library tells the end also of what broke off in the middle
        if (response?.complete !== true) return end({ fault: "LIAISON_CUT_OFF" });
        end({ status: response.statusCode ?? 0, body: Buffer.concat(parts) }, false);
      });
    if (ending.aborted) onEnding();
    else ending.addEventListener("abort", onEnding);
  });
}

const codeOf = (fault: unknown): string =>
  fault instanceof Error && "code" in fault && typeof fault.code === "string" ? fault.code : "LIAISON_UNREACHABLE";
