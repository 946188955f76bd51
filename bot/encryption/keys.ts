import { type OlmMachine, type OutgoingRequest, RequestType, UserId as WasmUserId } from "@matrix-org/matrix-sdk-crypto-wasm";
import type { UserId } from "#domain/primitives/ids.ts";
import { HomeserverError } from "../matrix/homeserver.ts";
import { keyedQueue } from "../runtime/keyed-queue.ts";
import type { Log } from "../runtime/log.ts";
import type { KeyQueries } from "./key-queries.ts";
import type { PanicGuard } from "./panic-guard.ts";

/** The machine's requests, one at a time: two key queries at once would leave the older one's answer uncounted. */
export interface Keys {
  /** Sends all that the machine wants sent, in order; tries each, then rejects with the first HomeserverError. */
  flush(): Promise<void>;
  /** Flushes without being waited for; comes back after an outage. */
  flushSoon(): void;
  /** Device lists changed: the next `fresh` asks for them. */
  stale(): void;
  /** Follows these users' devices; resolves when no key query is pending that was pending at the call. */
  fresh(users: readonly UserId[]): Promise<void>;
  /** Follows these users' devices; resolves when a key query for each that began after the call has ended. */
  track(users: readonly UserId[]): Promise<void>;
  /** Asks for these users' keys without following them. */
  ask(users: readonly UserId[]): Promise<void>;
  /** Makes Olm sessions with the devices of these users that have none, as far as their servers answer. */
  claim(users: readonly UserId[]): Promise<void>;
  stop(): Promise<void>;
}

const mostRounds = 10;
const pauseMs = 5_000;

export function openKeys(parts: {
  readonly machine: OlmMachine;
  readonly guard: PanicGuard;
  readonly log: Pick<Log, "warn">;
  readonly times: KeyQueries;
  readonly send: (request: OutgoingRequest) => Promise<void>;
}): Keys {
  const { machine, guard, log, times, send } = parts;
  const lane = keyedQueue();
  const alone = <T>(act: () => Promise<T>) => lane.run("requests", act);
  const followed = new Set<UserId>();
  // A query is pending while `answered` is behind `asked`.
  let asked = 1;
  let answered = 0;
  let stopped = false;
  let soon: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;

  async function round(kind?: RequestType): Promise<void> {
    const tried = new Set<string | undefined>();
    let fault: HomeserverError | undefined;
    const asking = asked;
    for (let rounds = 0; rounds < mostRounds && fault === undefined; rounds++) {
      const all = await guard.wait(machine.outgoingRequests());
      const requests = all.filter((request) => !tried.has(request.id) && (kind === undefined || request.type === kind));
      if (requests.length === 0) break;
      for (const request of requests) {
        tried.add(request.id);
        try {
          await send(request);
        } catch (error) {
          if (!(error instanceof HomeserverError)) throw error;
          fault ??= error;
          log.warn("encryption request failed", { outcome: RequestType[request.type], status: error.status, errcode: error.errcode });
        }
      }
    }
    if (fault !== undefined) throw fault;
    answered = Math.max(answered, asking);
  }

  async function follow(users: readonly UserId[]): Promise<void> {
    const unseen = users.filter((user) => !followed.has(user));
    if (unseen.length === 0) return;
    await guard.wait(machine.updateTrackedUsers(unseen.map((user) => new WasmUserId(user))));
    for (const user of unseen) followed.add(user);
    asked++;
  }

  const query = (users: readonly UserId[]) => send(machine.queryKeysForUsers(users.map((user) => new WasmUserId(user))));

  const keys: Keys = {
    flush: () => alone(() => round()),
    flushSoon() {
      if (soon !== undefined || stopped) return;
      clearTimeout(timer);
      soon = keys
        .flush()
        .catch((error: unknown) => {
          // anything else has poisoned the machine, which tells of itself
          if (!(error instanceof HomeserverError) || stopped) return;
          // a refusal is tried again with the next sync, an outage by itself
          if (!error.permanent) timer = setTimeout(keys.flushSoon, error.retryAfterMs ?? pauseMs);
        })
        .finally(() => {
          soon = undefined;
        });
    },
    stale() {
      asked++;
    },
    async fresh(users) {
      await follow(users);
      const due = asked;
      if (answered < due) await alone(async () => (answered < due ? round(RequestType.KeysQuery) : undefined));
    },
    async track(users) {
      const since = times.now();
      await follow(users);
      await alone(async () => {
        await round(RequestType.KeysQuery);
        const left = users.filter((user) => !times.asked(user, since));
        if (left.length > 0) await query(left);
      });
    },
    ask: (users) => alone(() => query(users)),
    claim: (users) =>
      alone(async () => {
        const request = await guard.wait(machine.getMissingSessions(users.map((user) => new WasmUserId(user))));
        if (request === null) return;
        try {
          await send(request);
        } catch (error) {
          // those devices are told that they get no key; the others go on
          if (!(error instanceof HomeserverError)) throw error;
          log.warn("encryption request failed", { outcome: "KeysClaim", status: error.status, errcode: error.errcode });
        }
      }),
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await soon;
      await lane.idle();
    },
  };
  return keys;
}
