import { randomBytes } from "node:crypto";
import type { AlertContent } from "#domain/alerts/alert.ts";
import { type BodyFault, readAlert } from "#domain/alerts/body.ts";
import type { Untaken } from "#domain/alerts/source.ts";
import { alertMessage } from "#domain/notices/alert-message.ts";
import type { OpenSource, Storage } from "../../../storage/index.ts";
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
 * Checks a delivery and takes it in one transaction: its id, the alert, the audit entry, the message to the room. When this
 * resolves with "taken" all of it is committed. Rejects when the database cannot be used.
 */
export async function receive(storage: Storage, pace: RateLimit, { token, headers, body }: Delivery, now: Date): Promise<Became> {
  const source = await storage.transaction((tx) => tx.stores.alertSources.open(token));
  const verdict = verify(source?.secret ?? decoy, headers, body, now);
  if (source === undefined) return { became: "signature" };
  const of = { source: source.id };
  if (verdict !== "good") return { became: verdict, ...of };
  if (!pace.take(source.id)) return { became: "too-many", ...of };
  const read = readAlert(utf8(body));
  if (!read.ok) return { became: "malformed", fault: read.fault, ...of };
  return { became: await take(storage, source, { id: headers.id, content: read.content }, now), ...of };
}

interface Read {
  readonly id: string;
  readonly content: AlertContent;
}
const take = (storage: Storage, source: OpenSource, { id, content }: Read, now: Date): Promise<"taken" | "repeated"> =>
  storage.transaction(async (tx) => {
    if (!(await tx.stores.alertSources.claim(source.id, id, now))) return "repeated";
    const taken = await tx.stores.alerts.take(source, content, now);
    await tx.outbox.send(alertMessage({ case: source.case }, taken), now);
    const entry = { source: source.number, delivery: id, alert: taken.alert.ref, severity: content.severity, called: taken.inCharge };
    await tx.audit.append({ action: "alert webhook", outcome: "done", case: source.case, content: entry }, now);
    return "taken";
  });

/** Text that is not UTF-8 is not JSON either (RFC 8259, section 8.1). */
function utf8(body: Buffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(body);
  } catch {
    return "";
  }
}
