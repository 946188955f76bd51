import { createHash } from "node:crypto";
import type { CaseOfficer } from "#domain/cases/case.ts";
import { caseDefaults } from "#domain/codes/codes.ts";
import { sameCodes } from "#domain/codes/strictest.ts";
import { disclosure } from "#domain/hits/disclosure.ts";
import { hitLine } from "#domain/hits/hit.ts";
import { type Changeable, contentAfter, loggedAgain } from "#domain/indicators/change.ts";
import type { ChangeLine } from "#domain/indicators/history.ts";
import { raisersUndone } from "#domain/indicators/raised-by.ts";
import type { RecordLine } from "#domain/indicators/record.ts";
import { isBound } from "#domain/indicators/taken-back.ts";
import type { OfficerLine } from "#domain/people/officer.ts";
import type { Ref } from "#domain/primitives/ids.ts";
import type { Result } from "#domain/primitives/result.ts";
import { dispatch } from "../../../commands/framework/dispatch.ts";
import { commands } from "../../../commands/index.ts";
import type { Edit, Listener, Stores, Transaction } from "../../../storage/index.ts";
import { bot, botState, inCase, world } from "../stores.ts";
import type { Person } from "./model.ts";
import { asUser, typedAt } from "./play.ts";
import type { Stage } from "./stage.ts";

type Kept = RecordLine & { readonly changes: readonly ChangeLine[] };
const begin = new Date("2026-11-02T14:00:00Z");
const at = (minute: number): Date => new Date(begin.getTime() + minute * 60_000);
const contentOf = ({ codes, permitted, tags, source, note }: RecordLine): Changeable => ({
  codes,
  tags,
  ...(permitted && { permitted }),
  ...(source !== undefined && { source }),
  ...(note !== undefined && { note }),
});

/** The commands over rows in memory: what rules on them is the domain's, without a clock or a database. */
export function inMemory(): Stage {
  let people: readonly Person[] = [];
  let now = begin;
  let records: readonly Kept[] = [];
  const place = inCase();
  if (place.where !== "case") throw new Error("no case");

  const officerOf = ({ id, country, agency }: Person): OfficerLine => ({
    userId: asUser(id),
    name: id,
    role: "officer",
    zone: "UTC",
    ...(country !== undefined && { country }),
    ...(agency !== undefined && { agency }),
  });
  const listeners = (): readonly Listener[] =>
    people.flatMap((one) => {
      const { name: _name, zone: _zone, role: _role, ...desk } = officerOf(one);
      if (one.since === undefined) return [];
      return [{ ...desk, since: at(one.since), ofCase: one.role !== "none", onRoster: true, coordinator: false }];
    });
  const officers = (): readonly CaseOfficer[] =>
    people.flatMap((one): readonly CaseOfficer[] => {
      const { name: _name, zone: _zone, role: _role, ...desk } = officerOf(one);
      if (one.role === "none") return [];
      return [{ ...desk, role: one.role, ofCase: true, onRoster: true, ...(one.since !== undefined && { since: at(one.since) }) }];
    });
  const withRefs = (refs: readonly Ref<"IOC">[]) => records.filter(({ ref }) => refs.includes(ref));
  const replace = (one: Kept) => {
    records = records.map((known) => (known.ref === one.ref ? one : known));
  };
  function changeOne(record: Kept, { by, lead, confirmedBy }: Edit, change: Parameters<Stores["lifecycle"]["set"]>[2]) {
    const provider = record.loggedBy;
    const was = contentOf(record);
    const after = contentAfter(was, change, { by, provider, confirmedBy, at: now });
    const raisers = lead || by !== provider ? [] : raisersUndone(record.changes, by, was.codes, after.codes);
    const { permitted: _permitted, ...rest } = record;
    replace({ ...rest, ...after, changes: [...record.changes, { at: now, by, was: { codes: was.codes }, now: { codes: after.codes } }] });
    return { ref: record.ref, was, now: after, provider, loggedAt: record.loggedAt, raisers };
  }
  const base = world().tx.stores;
  const stores: Stores = {
    ...base,
    roster: {
      ...base.roster,
      caller: async (of) => {
        const role = people.find(({ id }) => id === of)?.role ?? "none";
        return { userId: of, onRoster: true, zone: "UTC", level: role === "none" ? "guest" : role };
      },
      list: async () => people.map(officerOf),
    },
    cases: { ...base.cases, officers: async () => officers() },
    indicators: {
      ...base.indicators,
      find: async (_of, ref) => withRefs([ref])[0],
      log: async (_of, found, { codes, permits, typed, tags, note }, { by }) =>
        found.map((indicator) => {
          const same = records.filter((one) => one.indicator.value === indicator.value);
          const bound = ({ loggedBy: provider, withdrawn, codes: held, changes }: Kept) =>
            withdrawn !== undefined && isBound({ provider, withdrawnBy: withdrawn.by, codes: held, changes }, by);
          const known = same.find(({ withdrawn }) => !withdrawn) ?? same.findLast(bound);
          if (known === undefined) {
            const permitted = permits !== undefined && { permitted: { by, at: now, share: permits } };
            const line = { ref: `IOC-${records.length + 1}`, indicator, codes, again: false, loggedBy: by, loggedAt: now } as const;
            const record = { ...line, lastSeenAt: now, timesSeen: 1, tags, ...(note !== undefined && { note }), ...permitted, changes: [] };
            records = [...records, record];
            return record;
          }
          const { permitted: _permitted, withdrawn: _withdrawn, ...rest } = known;
          const { codes: higher, ...parts } = loggedAgain(contentOf(known), typed, note);
          const change = { at: now, by, was: { codes: known.codes }, now: { codes: higher } };
          const changes = sameCodes(known.codes, higher) ? known.changes : [...known.changes, change];
          const line = { ...rest, ...parts, codes: higher, changes };
          replace(line);
          return { ...line, again: true };
        }),
      withdraw: async (_of, refs, reason, { by, now: moment }) => {
        const live = withRefs(refs).filter(({ withdrawn }) => !withdrawn);
        for (const one of live) replace({ ...one, withdrawn: { by, at: moment, reason } });
        const foreign = live.filter(({ loggedBy }) => loggedBy !== by).map(({ ref, loggedBy: provider }) => ({ ref, provider }));
        return { withdrawn: live.map(({ ref }) => ref), foreign, already: [], unknown: [] };
      },
    },
    lifecycle: {
      ...base.lifecycle,
      history: async () => undefined,
      set: async (_of, edit, change) => {
        const named = withRefs(edit.refs);
        const theirs = named.filter(({ loggedBy, withdrawn }) => (edit.lead || loggedBy === edit.by) && !withdrawn);
        return {
          unknown: [],
          ended: named.filter(({ withdrawn }) => withdrawn).map(({ ref }) => ref),
          foreign: named.filter(({ loggedBy }) => !edit.lead && loggedBy !== edit.by).map(({ ref }) => ref),
          lines: theirs.map((record) => changeOne(record, edit, change)),
        };
      },
    },
    exports: {
      ...base.exports,
      audience: async () => listeners().filter(({ ofCase }) => ofCase),
      pages: async function* () {
        yield records
          .filter(({ withdrawn }) => !withdrawn)
          .map((one) => ({ ...one, id: one.ref, firstSeenAt: one.lastSeenAt, lastSeenAt: one.lastSeenAt }));
      },
      ask: async () => {},
    },
    confirmations: { ...base.confirmations, digest: (would) => createHash("sha256").update(JSON.stringify(would)).digest("hex") },
  };
  const tx: Pick<Transaction, "stores" | "attempt"> = {
    stores,
    async attempt<T>(act: () => Promise<Result<T>>): Promise<Result<T>> {
      const before = records;
      const result = await act();
      if (!result.ok) records = before;
      return result;
    },
  };
  const seen = ({ ref, loggedBy, codes, note, withdrawn }: Kept) => ({
    ref,
    by: loggedBy,
    ...codes,
    note,
    ...(withdrawn && { withdrawn: withdrawn.by }),
  });

  return {
    place,
    async send(text, { by, code }) {
      const confirmed = code && { confirmed: code.digest, confirmedBy: code.by };
      const outcome = await dispatch(commands, { text, by, place, bot, origin: { event: typedAt }, ...confirmed }, { tx, botState, now });
      if (outcome === undefined) throw new Error(`silence: ${text}`);
      return outcome;
    },
    async become(persons, minute) {
      people = persons;
      now = at(minute);
    },
    records: async () => records.map(seen),
    standing: async (user) => ({ ofCase: people.some(({ id, role }) => id === user && role !== "none"), listeners: listeners() }),
    officer: async (user) => officerOf(people.find(({ id }) => id === user) ?? { id: user, role: "none" }),
    async learned(ref) {
      const record = records.find((one) => one.ref === ref);
      if (record === undefined) return 0;
      const other = { ...contentOf(record), withdrawn: record.withdrawn !== undefined, value: record.indicator.value, by: record.loggedBy };
      if (!disclosure(other).has("hit")) return 0;
      const own = { ref: "IOC-1", kind: record.indicator.kind, codes: caseDefaults, withdrawn: false } as const;
      const line = hitLine({ ref: "HIT-1", side: "asker", match: "same", at: now, own, other }, () => undefined);
      return line.value !== undefined ? 3 : line.contact !== undefined ? 2 : 1;
    },
  };
}
