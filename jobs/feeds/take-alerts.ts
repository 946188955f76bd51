import type { NewAlert } from "#domain/alerts/alert.ts";
import { alertMessage } from "#domain/notices/alert-message.ts";
import { isOutage, type Storage, type Transaction } from "../../storage/index.ts";
import { startLoop } from "../engine/loop.ts";

/** What is told of an alert that could not be taken: its id, never its content; nothing where the database could not be asked at all. */
export type TakingFaults = (fault: unknown, what?: { readonly intakeId: string; readonly outcome: "again" | "parked" }) => void;

/** At most so long an alert waits whose wake was lost. */
const lookMs = 5_000;
const atOnce = 100;

/** Takes alerts that were received into their cases, in the order in which they came, each in a transaction of its own. */
export function startTaking({ storage, now, onFault }: { storage: Storage; now: () => Date; onFault: TakingFaults }): {
  stop(): Promise<void>;
} {
  const line = startLoop(() => takeAll(storage, now, onFault).catch((fault: unknown) => onFault(fault)));
  const unwatch = storage.onTouched("alerts", line.wake);
  const timer = setInterval(line.wake, lookMs);
  line.wake();
  return {
    async stop() {
      unwatch();
      clearInterval(timer);
      await line.stop();
    },
  };
}

async function takeAll(storage: Storage, now: () => Date, onFault: TakingFaults): Promise<void> {
  for (;;) {
    const waiting = await storage.read((tx) => tx.intake.waiting(atOnce));
    let failed = 0;
    for (const id of waiting) {
      try {
        await storage.transaction((tx) => takeAlert(tx, id, now()));
      } catch (fault) {
        // an outage says nothing of this alert
        if (isOutage(fault)) throw fault;
        failed++;
        onFault(fault, { intakeId: id, outcome: await storage.transaction((tx) => tx.intake.failed(id)) });
      }
    }
    if (waiting.length - failed === 0) return;
  }
}

/** The alert, the message to its room and the audit entry, in the given transaction. Undefined: it is taken already. */
export async function takeAlert(tx: Transaction, id: string, now: Date): Promise<NewAlert | undefined> {
  const received = await tx.intake.take(id);
  if (received === undefined) return undefined;
  const { source, delivery, content, receivedAt } = received;
  const taken = await tx.stores.alerts.take(source, content, receivedAt);
  await tx.outbox.send(alertMessage({ case: source.case }, taken), now);
  const entry = { source: source.number, delivery, alert: taken.alert.ref, severity: content.severity, called: taken.inCharge };
  await tx.audit.append({ action: "alert webhook", outcome: "done", case: source.case, content: entry }, now);
  return taken;
}
