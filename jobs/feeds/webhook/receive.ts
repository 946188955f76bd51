import { randomBytes } from "node:crypto";
import { type BodyFault, readAlert } from "#domain/alerts/body.ts";
import type { Untaken } from "#domain/alerts/source.ts";
import type { ReceiverStorage } from "../../../storage/index.ts";
import type { RateLimit } from "./rate-limit.ts";
import { type SignatureHeaders, verify } from "./signature.ts";

/** A delivery as it came. */
export interface Delivery {
  /** The last part of the address. */
  readonly token: string;
  readonly headers: SignatureHeaders;
  readonly body: Buffer;
}
/** What became of it; "taken" and "repeated" are the same to its sender. */
export type Became =
  | { readonly became: "taken"; readonly source: string }
  | { readonly became: Exclude<Untaken, "malformed" | "too-large">; readonly source?: string }
  | { readonly became: "malformed"; readonly source: string; readonly fault: BodyFault };

/** Stands for the secret of a source that does not exist, so that looking for one costs what a wrong signature costs. */
const decoy = randomBytes(32);

/**
 * Checks a delivery and lays it down in one transaction with its id: when this resolves with "taken", it is committed. Whoever
 * receives needs nothing of the case (jobs/feeds/take-alerts.ts). Rejects when the database cannot be used.
 */
export async function receive(storage: ReceiverStorage, pace: RateLimit, { token, headers, body }: Delivery, now: Date): Promise<Became> {
  const source = await storage.transaction((tx) => tx.receiver.source(token));
  const verdict = verify(source?.secret ?? decoy, headers, body, now);
  if (source === undefined) return { became: "signature" };
  const of = { source: source.id };
  if (verdict !== "good") return { became: verdict, ...of };
  if (!pace.take(source.id)) return { became: "too-many", ...of };
  const read = readAlert(utf8(body));
  if (!read.ok) return { became: "malformed", fault: read.fault, ...of };
  const { content } = read;
  return { became: await storage.transaction((tx) => tx.receiver.lay(source.id, headers.id, content, now)), ...of };
}

/** Text that is not UTF-8 is not JSON either (RFC 8259, section 8.1). */
function utf8(body: Buffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(body);
  } catch {
    return "";
  }
}
