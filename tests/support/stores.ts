import type { CaseLine, MemberLine } from "#domain/cases/case.ts";
import { type Codes, caseDefaults } from "#domain/codes/codes.ts";
import type { HitLine } from "#domain/hits/hit.ts";
import type { RecordLine } from "#domain/indicators/record.ts";
import type { OfficerLine } from "#domain/people/officer.ts";
import { type CaseId, type CaseRef, caseId, eventId, type UserId, userId } from "#domain/primitives/ids.ts";
import { type Level, levels } from "#domain/primitives/level.ts";
import type { Result } from "#domain/primitives/result.ts";
import type { Bot } from "../../commands/framework/address.ts";
import type { BotState } from "../../commands/framework/define.ts";
import { dispatch, type Outcome } from "../../commands/framework/dispatch.ts";
import { commands } from "../../commands/index.ts";
import type { Lifecycle, Place, Stores, Transaction } from "../../storage/index.ts";
import { indicatorsInMemory } from "./indicators-in-memory.ts";

/** A checked Matrix id for tests. */
export function user(text: string): UserId {
  const id = userId(text);
  if (!id) throw new Error(`no Matrix id: ${text}`);
  return id;
}
export const clara = user("@clara:liaison.localhost");
export const anna = user("@anna:liaison.localhost");
export const bruno = user("@bruno:liaison.localhost");
export const bot: Bot = { userId: user("@liaison:liaison.localhost"), name: "Liaison" };
export const botState: BotState = {
  version: "0.1.0",
  upSince: new Date("2026-11-01T08:00:00Z"),
  queue: "postgresql",
  rateLimited: 3,
  warned: () => undefined,
  sources: [{ name: "network", reach: "local", discloses: "nothing", ceiling: { tlp: "red", pap: "red" }, kinds: ["ipv4"] }],
};
export const now = new Date("2026-11-02T14:00:00Z");
export const night = caseId("018f0000-0000-7000-8000-000000000001");

export const inCase = (codes: Codes = caseDefaults, state: "open" | "closed" = "open"): Place => ({
  where: "case",
  case: night,
  ref: "C-2026-0001",
  codes,
  state,
});
export const inCoordination: Place = { where: "coordination" };

/** A command asked for a store that is not in memory: it has come as far as its handler, which is tested on PostgreSQL. */
class NotInMemory extends Error {}
const elsewhere = new Proxy(
  {},
  {
    get() {
      throw new NotInMemory("store not in memory");
    },
  },
) as never;
type InMemory = "roster" | "cases" | "indicators" | "lifecycle" | "hits" | "health";
/** Every other store by name. */
const others: Readonly<Record<Exclude<keyof Stores, InMemory>, never>> = {
  tasks: elsewhere,
  enrichment: elsewhere,
  exports: elsewhere,
  meetings: elsewhere,
  alerts: elsewhere,
  alertSources: elsewhere,
  confirmations: elsewhere,
  identities: elsewhere,
  imports: elsewhere,
  receivedFiles: elsewhere,
};

interface Rows {
  officers: OfficerLine[];
  cases: (CaseLine & { id: CaseId; lead: UserId })[];
  members: MemberLine[];
  records: RecordLine[];
  hits: HitLine[];
}

const officer = (userId: UserId, country: string, role: OfficerLine["role"] = "officer"): OfficerLine => ({
  userId,
  name: userId.slice(1, userId.indexOf(":")),
  country,
  role,
  zone: "Europe/Amsterdam",
});

/**
 * Rows in memory for the commands' own tests: parser, order of checks, answers. What PostgreSQL decides is tested on
 * PostgreSQL. `attempt` puts the rows back on a fault, as a savepoint does.
 */
export function world(levelHere: Level | "stranger" = "contribute") {
  let rows: Rows = {
    officers: [officer(clara, "NL", "coordinator"), officer(anna, "NL"), officer(bruno, "FR")],
    cases: [],
    members: [],
    records: [],
    hits: [],
  };
  const stores: Stores = {
    ...others,
    roster: {
      caller: async (of) => ({
        userId: of,
        onRoster: levelHere !== "stranger",
        zone: "Europe/Amsterdam",
        level: levelHere === "stranger" ? "guest" : levelHere,
      }),
      find: async (id) => rows.officers.find((one) => one.userId === id),
      named: async (name) => rows.officers.filter((one) => one.userId.startsWith(`@${name.toLowerCase()}:`)),
      list: async () => rows.officers,
      save: async (change) => {
        const before = rows.officers.find((one) => one.userId === change.userId);
        const saved = { ...officer(change.userId, "NL"), ...before, ...change };
        rows.officers = [...rows.officers.filter((one) => one !== before), saved];
        return { officer: saved, again: before !== undefined };
      },
      remove: async () => true,
    },
    cases: {
      open: async ({ title, lead, codes, now: openedAt }) => {
        const ref: CaseRef = `C-2026-000${rows.cases.length + 7}`;
        const line: CaseLine = { ref, words: "blue heron", title, state: "open", codes, openedAt };
        rows.cases.push({ ...line, id: night, lead });
        return { id: night, case: line };
      },
      list: async () => rows.cases.map(({ lead, ...one }) => ({ ...one, members: 1, leads: [lead] })),
      get: async () => ({ ref: "C-2026-0001", words: "blue heron", title: "Night Owl", state: "open", codes: caseDefaults, openedAt: now }),
      members: async () => rows.members,
      officers: async () => rows.officers.map((one) => ({ ...one, role: "contribute", ofCase: true, onRoster: true, since: new Date(0) })),
      add: async (_id, { userId: id, role, until }) => {
        const was = rows.members.find((one) => one.userId === id);
        const end = until === "never" ? undefined : (until ?? was?.until);
        const name = id.slice(1, id.indexOf(":"));
        const member: MemberLine = { userId: id, name, role: role ?? was?.role ?? "contribute", ...(end && { until: end }) };
        rows.members = [...rows.members.filter((one) => one !== was), member];
        return { member, ...(was && { was }) };
      },
      remove: async () => undefined,
      removeFromAll: async () => [],
      recode: async (_id, codes) => ({ case: { ...(await stores.cases.get(night)), codes }, records: rows.records.length }),
      count: async () => ({ members: rows.members.length, indicators: rows.records.length, hits: rows.hits.length }),
    },
    indicators: indicatorsInMemory(() => rows),
    enrichment: {
      ask: async () => "JOB-1",
      take: async () => undefined,
      records: async (_of, refs) => rows.records.filter(({ ref }) => refs.includes(ref)),
      done: async () => {},
      list: async () => ({ jobs: [], total: 0 }),
      findings: async () => [],
    },
    lifecycle: new Proxy(elsewhere as Lifecycle, {
      get: (missing, name) =>
        name === "history" ? async () => ({ sightings: [], doubts: [], changes: [], older: 0 }) : Reflect.get(missing, name),
    }),
    hits: {
      announce: async () => [],
      disclose: async () => [],
      mayMeet: async () => [],
      ...{ correlate: async () => [], numbered: async () => [] },
      list: async (_of, most) => ({ hits: rows.hits.slice(0, most), total: rows.hits.length }),
      show: async (_of, ref) => rows.hits.find((one) => one.ref === ref),
    },
    health: {
      unread: async () => [],
      read: async () => ({
        cases: 2,
        officers: 3,
        ...{ waitingCommands: 0, waitingMessages: 1, unreadMessages: 2 },
        waitingJobs: 0,
        plannedJobs: 5,
        undecryptable: 0,
        parked: 0,
        ...{ lost: 0, unsafeRooms: 0 },
      }),
    },
  };
  const tx: Pick<Transaction, "stores" | "attempt"> = {
    stores,
    async attempt<T>(act: () => Promise<Result<T>>): Promise<Result<T>> {
      const before = structuredClone(rows);
      const result = await act();
      if (!result.ok) rows = before;
      return result;
    },
  };
  /** What dispatch makes of a message; undefined is silence. Rejects where a handler needs a store that is not in memory. */
  const send = (text: string, place: Place = inCase(), by: UserId = anna, list = commands): Promise<Outcome | undefined> =>
    dispatch(list, { text, by, place, bot, origin: { event: eventId("$typed") } }, { tx, botState, now });
  return {
    tx,
    get rows() {
      return rows;
    },
    send,
    /** The same as far as it goes here: "store" where the handler ran and asked for a store that is not in memory. */
    reach: (...typed: Parameters<typeof send>): Promise<Outcome | "store" | undefined> =>
      send(...typed).catch((fault: unknown) => {
        if (fault instanceof NotInMemory) return "store" as const;
        throw fault;
      }),
  };
}

/** The level just below, "stranger" for somebody who is not on the roster. */
export const below = (level: Level): Level | "stranger" => levels[levels.indexOf(level) - 1] ?? "stranger";
