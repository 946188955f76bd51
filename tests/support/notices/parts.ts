import { caseDefaults } from "#domain/codes/codes.ts";
import { storedIndicator } from "#domain/indicators/indicator.ts";
import { caseId } from "#domain/primitives/ids.ts";
import { anna, bruno } from "../stores.ts";

export const codes = caseDefaults;
/** What stands in every sample that has a place for words, and in the values of the others. */
export const canary = "canary-mueller";

export const at = new Date("2026-11-02T14:00:00Z");
export const ref = "C-2026-0001";
export const of = caseId("018f0000-0000-7000-8000-000000000001");
export const about = { ref, words: "blue heron", title: canary, state: "open", codes, openedAt: at } as const;
export const value = `${canary}.example`;
export const indicator = storedIndicator("domain", value);
export const record = {
  ref: "IOC-1",
  indicator,
  codes,
  again: false,
  loggedBy: anna,
  loggedAt: at,
  lastSeenAt: at,
  timesSeen: 1,
  tags: [],
  note: canary,
} as const;
export const hit = { ref: "HIT-1", own: "IOC-1", kind: "domain", side: "asker", match: "same", at, share: "open", value } as const;
export const found = { total: 1, runs: [{ first: 1, last: 1 }], gave: 0, hits: [hit] } as const;
export const member = { userId: bruno, name: "bruno", role: "contribute" } as const;
export const officer = { userId: bruno, name: "bruno", role: "officer", zone: "UTC" } as const;
export const task = {
  case: of,
  caseRef: ref,
  ref: "TASK-1",
  text: `arrest ${canary} at dawn`,
  codes,
  state: "open",
  madeBy: anna,
  madeAt: at,
} as const;
export const tasks = { zone: "UTC", codes, lines: [task] } as const;
export const meeting = {
  id: "018f0000-0000-7000-8000-000000000002",
  ref: "MEET-1",
  title: canary,
  minutes: 60,
  zone: "UTC",
  slots: [at],
  by: anna,
  plannedAt: at,
  participants: [{ userId: anna, zone: "UTC" }],
  votes: [],
  fixed: { slot: 1, by: anna, at },
} as const;
export const content = { severity: "high", title: canary, text: canary, indicators: [value] } as const;
export const source = { number: 1, name: canary } as const;
export const alert = { ref: "ALERT-1", severity: "high", title: canary, source, codes, at } as const;
export const file = {
  name: `${canary}.csv`,
  sha256: "00",
  format: "csv",
  values: 1,
  kinds: [{ kind: "domain", count: 1 }],
  warned: [],
  grades: [{ codes, count: 1 }],
  moreGrades: 0,
  marking: {},
  lowered: false,
  notUnderstood: { first: [], total: 0 },
} as const;
export const line = {
  ref: "IMP-1",
  name: `${canary}.csv`,
  state: "done",
  total: 1,
  done: 1,
  logged: [{ first: 1, last: 1 }],
  again: 0,
  raised: 0,
  warned: [],
  failed: { first: [], total: 0 },
} as const;
export const count = {
  total: 1,
  kinds: [{ kind: "domain", count: 1 }],
  sources: 0,
  notes: 1,
  permitted: 0,
  second: false,
  left: [],
} as const;
export const counted = { codes, format: "csv", for: "intel", count } as const;
export const asked = { code: "K7Q4", prefix: "/", line: `/ioc add ${value}`, would: true } as const;
export const words = ["one", "two", "three", "four", "five", "six"] as const;
export const changed = { userId: bruno, words, changed: true } as const;
