import { randomUUID } from "node:crypto";
import type { AlertContent, NewAlert } from "#domain/alerts/alert.ts";
import { takeAlert } from "../../jobs/feeds/take-alerts.ts";
import type { Transaction } from "../../storage/index.ts";

/** What a delivery to this address does, without its signature: received, and taken into its case. */
export async function deliverAlert(tx: Transaction, token: string, content: AlertContent, now: Date): Promise<NewAlert> {
  const source = await tx.receiver.source(token);
  if (source === undefined) throw new Error("no such source");
  await tx.receiver.lay(source.id, randomUUID(), content, now);
  const laid = (await tx.intake.waiting(1_000)).at(-1);
  const taken = laid === undefined ? undefined : await takeAlert(tx, laid, now);
  if (taken === undefined) throw new Error("it was not taken");
  return taken;
}
