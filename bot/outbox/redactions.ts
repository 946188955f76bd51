import type { EventId } from "#domain/primitives/ids.ts";
import { type Loop, startLoop } from "../../jobs/engine/loop.ts";
import type { PendingRedaction } from "../../storage/index.ts";
import { type Homeserver, HomeserverError } from "../matrix/homeserver.ts";
import type { Runtime } from "../runtime/runtime.ts";

export interface RedactionDependencies extends Pick<Runtime, "storage" | "log" | "fatal"> {
  readonly homeserver: Pick<Homeserver, "event" | "redact">;
}

const batch = 100;
const idleMs = 30_000;
/** After a fault that passes. */
const againMs = 5_000;

/**
 * Takes what shows a spilled record out of the rooms, each event once: the transaction id follows from the event's, and who tries
 * again asks first whether it was done. A redaction says nothing: its reason would stand there in the clear.
 */
export function startRedactions({ homeserver, storage, log, fatal }: RedactionDependencies): Pick<Loop, "stop"> {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;

  /** Resolves with the milliseconds until another round is due. One event's problem is not the others'. */
  async function redactAll(): Promise<number> {
    let pause = idleMs;
    const left: EventId[] = [];
    while (!stopped) {
      const pending = await storage.read((tx) => tx.redactions.pending(batch, left));
      if (pending.length === 0) break;
      for (const one of pending) {
        if (stopped) break;
        const fault = await redact(one);
        if (fault === undefined) continue;
        pause = Math.min(pause, fault.retryAfterMs ?? againMs);
        if (fault.status === 429) return pause;
        left.push(one.eventId);
      }
    }
    return pause;
  }

  /** Resolves with the fault for which it is to be tried again. */
  async function redact({ eventId, roomId }: PendingRedaction): Promise<HomeserverError | undefined> {
    try {
      const tries = await storage.transaction((tx) => tx.redactions.begin(eventId));
      // homeservers forget transaction ids after about a day
      if (tries < 2 || !(await isRedacted(homeserver, roomId, eventId))) await homeserver.redact(roomId, eventId, `redact${eventId}`);
    } catch (fault) {
      if (!(fault instanceof HomeserverError) || fatal(fault)) throw fault;
      log.fault("redact", fault, { eventId, roomId, status: fault.status, errcode: fault.errcode });
      if (!fault.permanent) return fault;
      await storage.transaction((tx) => tx.redactions.park(eventId));
      return undefined;
    }
    await storage.transaction((tx) => tx.redactions.done(eventId));
    log.info("redacted", { eventId, roomId });
    return undefined;
  }

  const line = startLoop(async () => {
    clearTimeout(timer);
    let pause = againMs;
    try {
      pause = await redactAll();
    } catch (fault) {
      if (!fatal(fault)) log.fault("redact", fault);
    }
    if (!stopped) timer = setTimeout(line.wake, pause);
  });
  const deafen = storage.onTouched("redactions", line.wake);
  line.wake();
  return {
    async stop() {
      deafen();
      stopped = true;
      await line.stop();
      clearTimeout(timer);
    },
  };
}

async function isRedacted(homeserver: Pick<Homeserver, "event">, room: PendingRedaction["roomId"], event: EventId): Promise<boolean> {
  const { unsigned } = await homeserver.event(room, event);
  return typeof unsigned === "object" && unsigned !== null && "redacted_because" in unsigned;
}
