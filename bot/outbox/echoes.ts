import { createHash } from "node:crypto";
import { canonicalJson } from "#domain/primitives/canonical-json.ts";
import type { RoomId } from "#domain/primitives/ids.ts";
import { startLoop } from "../../jobs/engine/loop.ts";
import type { CameBack, UnreadEcho } from "../../storage/index.ts";
import type { Encryption } from "../encryption/client.ts";
import type { EncryptedContent } from "../matrix/homeserver.ts";
import type { EncryptedEvent } from "../matrix/sync-response.ts";
import type { Runtime } from "../runtime/runtime.ts";
import { placeOf } from "./chain.ts";
import { tellLost } from "./tell-lost.ts";

export interface EchoDependencies extends Pick<Runtime, "storage" | "log" | "now" | "fatal"> {
  readonly encryption: Pick<Encryption, "decrypt">;
  /** So long sync must have worked before a message that did not come back is lost, in milliseconds. */
  readonly timeoutMs: number;
}

/**
 * Whether what we send comes back as we sent it. A homeserver that takes a message and hands it to nobody, or another one in
 * its place, shows by that.
 */
export interface Echoes {
  /** What this very process has encrypted: when it comes back it is known, and harmless to read. */
  sending(content: EncryptedContent): void;
  /** Reads what sync brought back of ours, as far as that is harmless; to be written down with the sync. */
  read(events: readonly EncryptedEvent[]): Promise<readonly CameBack[]>;
  /** So many milliseconds more sync has worked. */
  synced(ms: number): void;
  stop(): Promise<void>;
}

/** Between looks for what did not come back. */
const lookMs = 5_000;
/** What ends us this often unread is another message than ours. */
const mostAttempts = 3;
/** Hashes of what was sent last; of what came back later than that only the store knows. */
const mostRemembered = 10_000;

export function startEchoes(deps: EchoDependencies): Echoes {
  const { storage, encryption, log, fatal } = deps;
  const own = new Set<string>();
  /** Milliseconds that sync has worked since the last look. */
  let worked = 0;

  const hashOf = (content: unknown) => createHash("sha256").update(canonicalJson(content)).digest("base64");
  /** The link of what a raw event holds, if that is a message of ours. */
  async function linkIn(event: object, room: RoomId): Promise<{ readonly link: string } | "unreadable" | "removed"> {
    const decrypted = await encryption.decrypt(event, room);
    if (!decrypted.ok) return decrypted.why === "removed" ? "removed" : "unreadable";
    const link = placeOf(decrypted.content)?.link;
    return link === undefined ? "unreadable" : { link };
  }

  async function readOne({ eventId, roomId, event, attempts }: UnreadEcho): Promise<void> {
    const found = attempts > mostAttempts ? "unreadable" : await linkIn(JSON.parse(event) as object, roomId);
    await storage.transaction((tx) => tx.echoes.read(eventId, found));
    if (found === "unreadable") log.warn("came back unreadable", { eventId, roomId, attempts });
  }

  /** What a former process sent, and what is not what was sent: it is begun before it is read, since it may be the end of us. */
  async function look(): Promise<void> {
    if (!(await storage.read((tx) => tx.echoes.any()))) {
      worked = 0;
      return;
    }
    for (;;) {
      const taken = await storage.transaction((tx) => tx.echoes.take());
      for (const one of taken) await readOne(one);
      if (taken.length === 0) break;
    }
    const ms = worked;
    worked = 0;
    await tellLost(deps, ms);
  }

  const line = startLoop(() => look().catch((fault: unknown) => void (fatal(fault) || log.fault("echoes", fault))));
  const timer = setInterval(line.wake, lookMs);
  return {
    sending(content) {
      own.add(hashOf(content));
      for (const oldest of own) {
        if (own.size <= mostRemembered) break;
        own.delete(oldest);
      }
    },
    async read(events) {
      const all: CameBack[] = [];
      for (const { eventId, roomId, event } of events) {
        const raw = JSON.parse(event) as { readonly content?: unknown };
        const found = own.delete(hashOf(raw.content ?? null)) ? await linkIn(raw, roomId) : "unreadable";
        all.push({ eventId, roomId, read: typeof found === "object" ? found : { event } });
      }
      return all;
    },
    synced(ms) {
      worked += ms;
    },
    async stop() {
      clearInterval(timer);
      await line.stop();
    },
  };
}
