import { Webhook } from "standardwebhooks";
import { noteTyped } from "./typed.ts";

/** A tool that sends alerts, signing by a library that is not ours. */
export interface HookSender {
  readonly address: string;
  /** Sends a value as JSON, or a text as it is; resolves with status and sentence. */
  send(body: unknown, how?: Sending): Promise<{ readonly status: number; readonly text: string; readonly headers: Headers }>;
}
interface Sending {
  readonly id?: string;
  /** Now, if left out. */
  readonly at?: Date;
  readonly address?: string;
  /** In place of the right one. */
  readonly signature?: string;
  readonly signal?: AbortSignal;
}

let count = 0;

/** `secret` begins with `whsec_`. */
export const hookSender = (address: string, secret: string): HookSender => ({
  address,
  async send(body, { id = `test-${++count}`, at = new Date(), address: other = address, signature, signal } = {}) {
    const text = typeof body === "string" ? body : JSON.stringify(body);
    noteTyped(text);
    const response = await fetch(other, {
      method: "POST",
      headers: {
        // the server may end one that is kept at any moment
        connection: "close",
        "webhook-id": id,
        "webhook-timestamp": String(Math.floor(at.getTime() / 1_000)),
        "webhook-signature": signature ?? new Webhook(secret).sign(id, at, text),
      },
      body: text,
      ...(signal && { signal }),
    });
    return { status: response.status, text: (await response.text()).trimEnd(), headers: response.headers };
  },
});
