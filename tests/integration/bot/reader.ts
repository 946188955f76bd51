import { createHash } from "node:crypto";
import { caseDefaults } from "#domain/codes/codes.ts";
import type { Notice } from "#domain/notices/index.ts";
import { type CaseId, eventId, roomId, type UserId } from "#domain/primitives/ids.ts";
import type { Decrypted } from "../../../bot/encryption/client.ts";
import type { CommandQuotas } from "../../../bot/inbox/command-quotas.ts";
import { type InboxHandler, startInbox } from "../../../bot/inbox/inbox.ts";
import { keyedQueue } from "../../../bot/runtime/keyed-queue.ts";
import { openLog } from "../../../bot/runtime/log.ts";
import type { Storage } from "../../../storage/index.ts";
import { anna, clara, t0, user } from "../storage/fresh.ts";

/** The reading side alone on a real database: what an event's ciphertext says is decided here. */
export interface Reader {
  readonly inbox: InboxHandler;
  readonly fatal: unknown[];
  /** Lines of the log at level info, with their reason. */
  readonly logged: string[];
  /** Milliseconds since `t0`; moved by hand. */
  clock: number;
  settled: boolean;
  /** Sessions whose key is here. */
  readonly keys: Set<string>;
  /** Answers to a look for somebody's keys. */
  track: () => Promise<void>;
  /** Thrown by each handling of these texts. */
  readonly faults: Map<string, () => Error | undefined>;
  of: CaseId;
  /** Writes commands of anna's into the case room's inbox, as a sync does; the room is not told. */
  came(...texts: readonly string[]): Promise<void>;
  /** The same of somebody else. */
  cameFrom(sender: UserId, ...texts: readonly string[]): Promise<void>;
  /** What was said so far, oldest first, with the event that it answers. */
  said(): Promise<readonly { readonly notice: Notice; readonly thread: string | undefined }[]>;
  state(name: string): Promise<{ readonly state: string; readonly attempts: number; readonly sealed: boolean }>;
  /** Resolves when nothing is read or looked for any more. */
  idle(): Promise<void>;
}

export const here = roomId("!case");
export const session = "session";
const bot = user("@liaison:one.office.example");

/** As it would come: "late#7|/ioc …" says in the clear that it is message 7 of the session "late". All of the session "emotes" are emotes. */
function rawOf(text: string, sender: UserId): string {
  const [, of, index] = /^(\w+)#(\d+)\|/u.exec(text) ?? [];
  const ciphertext = Buffer.from([3, 8, Number(index)]).toString("base64");
  const content = of === undefined ? {} : { algorithm: "m.megolm.v1.aes-sha2", session_id: of, ciphertext };
  return JSON.stringify({ type: "m.room.encrypted", event_id: `$${text}`, sender, content, text });
}

/** A case of anna's in the room `here`, and its reader. */
export async function openReader(
  storage: Storage & { database: { query: <R extends object>(sql: string, p?: readonly unknown[]) => Promise<readonly R[]> } },
  quotas?: CommandQuotas,
): Promise<Reader> {
  const rooms = keyedQueue();
  /** Each text's place in its session. */
  const places = new Map<string, number>();
  let open = 0;
  const reader: Omit<Reader, "inbox"> & { inbox?: InboxHandler } = {
    fatal: [],
    logged: [],
    clock: 0,
    settled: true,
    keys: new Set([session, "emotes"]),
    track: async () => {},
    faults: new Map(),
    of: await storage.transaction(async (tx) => {
      await tx.stores.roster.save({ userId: anna, country: "NL" });
      const { id } = await tx.stores.cases.open({ title: "One", lead: anna, codes: caseDefaults, by: clara, now: t0 });
      await tx.rooms.made(id, here);
      await tx.rooms.save({ roomId: here, kind: "case", case: id, safe: true });
      return id;
    }),
    came: (...texts) => reader.cameFrom(anna, ...texts),
    async cameFrom(sender, ...texts) {
      const events = texts.map((text) => ({ eventId: eventId(`$${text}`), roomId: here, sender, event: rawOf(text, sender) }));
      await storage.transaction((tx) => tx.inbox.insert(events, now()));
    },
    said: async () =>
      (await storage.transaction((tx) => tx.outbox.waiting(1_000))).map(({ notice, origin }) => ({ notice, thread: origin?.event })),
    async state(name) {
      const [row] = await storage.database.query<{ state: string; attempts: number; sealed: boolean }>(
        "select state, attempts, body is not null as sealed from liaison.inbox where event_id = $1",
        [`$${name}`],
      );
      if (row === undefined) throw new Error(`no ${name}`);
      return row;
    },
    async idle() {
      // what a look at the database finds comes into a line just after it
      for (let quiet = 0; quiet < 3; quiet++) {
        await rooms.idle();
        await new Promise((resolve) => setTimeout(resolve, 2));
        if (open > 0) quiet = -1;
      }
    },
  };
  const now = () => new Date(t0.getTime() + reader.clock);
  const counted = <T>(going: Promise<T>): Promise<T> => {
    open++;
    return going.finally(() => {
      open--;
    });
  };
  reader.inbox = startInbox({
    storage: {
      ...storage,
      transaction: (act) => counted(storage.transaction(act)),
      read: (act) => counted(storage.read(act)),
    },
    homeserver: {
      event: () => Promise.reject(new Error("nothing is asked")),
      download: () => Promise.reject(new Error("nothing is downloaded")),
    },
    encryption: {
      async decrypt(event): Promise<Decrypted> {
        const { text } = event as { text: string };
        const fault = reader.faults.get(text)?.();
        if (fault !== undefined) throw fault;
        // "late|/ioc …": encrypted under the session "late"; "late#7|/ioc …": as its message 7
        const [under = session, body = text] = text.includes("|") ? text.split("|") : [session, text];
        const [of = session, at] = under.split("#");
        const index = at === undefined ? (places.get(text) ?? places.size) : Number(at);
        places.set(text, index);
        if (body === "removed") return { ok: false, why: "removed", reason: "removed", session: "" };
        if (!reader.keys.has(of)) return { ok: false, why: "missing-key", reason: "missing-key", session: of, index };
        if (body === "damaged") return { ok: false, why: "malformed", reason: "malformed", session: of, index };
        const sha256 = createHash("sha256").update(text).digest();
        const content = { msgtype: of === "emotes" ? "m.emote" : "m.text", body };
        return { ok: true, type: "m.room.message", content, session: of, index, sha256 };
      },
      track: () => reader.track(),
      queriedAfter: () => false,
    },
    log: { ...openLog("silent"), info: (event, fields) => void reader.logged.push(`${event}: ${fields?.reason}`) },
    now,
    rooms,
    isSettled: () => reader.settled,
    fatal(fault) {
      const over = fault instanceof Error && fault.name === "LeaseLost";
      if (over) reader.fatal.push(fault);
      return over;
    },
    bot: { userId: bot, name: "Liaison" },
    ...(quotas && { quotas }),
    botState: () => ({ version: "1", upSince: t0, queue: "postgresql", rateLimited: 0, warned: () => undefined, sources: [] }),
  });
  // set just above
  return reader as Reader;
}
