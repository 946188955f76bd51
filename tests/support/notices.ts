import { caseDefaults as codes } from "#domain/codes/codes.ts";
import { storedIndicator } from "#domain/indicators/indicator.ts";
import type { Notice } from "#domain/notices/index.ts";
import { caseId } from "#domain/primitives/ids.ts";
import { anna, bruno } from "./stores.ts";

/** What stands in every sample that has a place for words, and in the values of the others. */
export const canary = "canary-mueller";

const at = new Date("2026-11-02T14:00:00Z");
const ref = "C-2026-0001";
const of = caseId("018f0000-0000-7000-8000-000000000001");
const about = { ref, words: "blue heron", title: canary, state: "open", codes, openedAt: at } as const;
const value = `${canary}.example`;
const indicator = storedIndicator("domain", value);
const record = {
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
const hit = { ref: "HIT-1", own: "IOC-1", kind: "domain", side: "asker", match: "same", at, share: "open", value } as const;
const found = { total: 1, runs: [{ first: 1, last: 1 }], gave: 0, hits: [hit] } as const;
const member = { userId: bruno, name: "bruno", role: "contribute" } as const;
const officer = { userId: bruno, name: "bruno", role: "officer", zone: "UTC" } as const;
const task = {
  case: of,
  caseRef: ref,
  ref: "TASK-1",
  text: `arrest ${canary} at dawn`,
  codes,
  state: "open",
  madeBy: anna,
  madeAt: at,
} as const;
const tasks = { zone: "UTC", codes, lines: [task] } as const;
const meeting = {
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
const content = { severity: "high", title: canary, text: canary, indicators: [value] } as const;
const source = { number: 1, name: canary } as const;
const alert = { ref: "ALERT-1", severity: "high", title: canary, source, codes, at } as const;
const file = {
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
const line = {
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
const count = { total: 1, kinds: [{ kind: "domain", count: 1 }], sources: 0, notes: 1, permitted: 0, second: false, left: [] } as const;
const counted = { codes, format: "csv", for: "intel", count } as const;
const asked = { code: "K7Q4", prefix: "/", line: `/ioc add ${value}`, would: true } as const;
const words = ["one", "two", "three", "four", "five", "six"] as const;
const changed = { userId: bruno, words, changed: true } as const;

/** One of each notice that there is: a new one without a sample does not compile. */
export const samples: { readonly [S in Notice["type"]]: Extract<Notice, { readonly type: S }> } = {
  admission: { type: "admission", ref, verify: false, stranger: false, ...changed },
  admitted: { type: "admitted", ref, stranger: false, ...changed },
  alert: { type: "alert", codes, alert, content, called: [] },
  "alert-list": { type: "alert-list", codes, alerts: [alert], total: 1, all: false },
  "alert-source-added": { type: "alert-source-added", source, ref, address: "https://hooks.example/1", secret: canary },
  "alert-source-removed": { type: "alert-source-removed", source, ref },
  "alert-sources": {
    type: "alert-sources",
    sources: [{ ...source, kind: "webhook", case: { ref, words: "blue heron" }, addedBy: anna, addedAt: at, accepted: 1, untaken: {} }],
    nowhere: {},
  },
  "alerts-acknowledged": { type: "alerts-acknowledged", codes, acknowledged: [alert], already: [] },
  "answered-privately": { type: "answered-privately", waits: false },
  broken: { type: "broken", reference: "$reference" },
  "case-brief": { type: "case-brief", case: about, lead: anna, codes },
  "case-codes": { type: "case-codes", ref, codes },
  "case-codes-changed": { type: "case-codes-changed", ref, was: codes, codes: { ...codes, tlp: "green" }, records: 1 },
  "case-codes-lowering": { type: "case-codes-lowering", ref, now: codes, codes },
  "case-info": { type: "case-info", case: about, members: 2, indicators: 1, hits: 1, codes },
  "case-lead-named": { type: "case-lead-named", ref, userId: bruno, by: anna },
  "case-list": { type: "case-list", cases: [{ ...about, members: 2, leads: [anna] }], codes },
  "case-member-added": { type: "case-member-added", ref, member, again: false, codes },
  "case-member-ended": { type: "case-member-ended", ref, userId: bruno, codes },
  "case-member-removed": { type: "case-member-removed", ref, userId: bruno },
  "case-members": { type: "case-members", ref, members: [member], codes },
  "case-opened": { type: "case-opened", case: about, lead: anna, codes },
  "changed-identity": { type: "changed-identity" },
  confirm: { type: "confirm", ...asked },
  "confirm-changed": { type: "confirm-changed" },
  "confirm-dropped": { type: "confirm-dropped", line: `/ioc add ${value}` },
  "confirm-in-case": { type: "confirm-in-case", ref, codes, ...asked },
  "confirm-wanted": { type: "confirm-wanted", late: 12, waits: false },
  confirmed: { type: "confirmed", line: `/ioc add ${value}`, ref },
  "plaintext-command": { type: "plaintext-command", ref: "C-2026-0001" },
  "answered-elsewhere": { type: "answered-elsewhere", userIds: [bruno] },
  "command-removed": { type: "command-removed", userId: bruno, refs: ["IOC-1"] },
  "messages-lost": { type: "messages-lost", where: { ref: "C-2026-0001" }, numbers: [41, 43, 44, 45], why: "lost" },
  "coordination-room": { type: "coordination-room", coordinators: [anna] },
  "coordinator-left": { type: "coordinator-left", userId: bruno },
  "device-replaced": { type: "device-replaced" },
  edited: { type: "edited", line: `/ioc add ${value}` },
  enriched: {
    type: "enriched",
    job: "JOB-1",
    codes,
    lines: [{ ref: "IOC-1", indicator, findings: [] }],
    silent: [],
    failed: [],
    oldest: at,
  },
  "enrichment-jobs": {
    type: "enrichment-jobs",
    codes,
    jobs: [{ ref: "JOB-1", records: ["IOC-1"], state: "done", askedBy: anna, askedAt: at, automatic: false }],
    total: 1,
  },
  "enrichment-queued": { type: "enrichment-queued", codes, job: "JOB-1", records: ["IOC-1"], withdrawn: [], forbidden: [] },
  "export-begun": { type: "export-begun", ...counted },
  "export-file": { type: "export-file", codes, oldest: at, file: { name: "a.csv", mimetype: "text/csv", packed: "AwA=" } },
  "export-list": { type: "export-list", codes, exports: [{ at, by: anna, format: "csv", for: "intel", reason: canary }], total: 1 },
  "export-made": { type: "export-made", ...counted, name: "a.csv", bytes: 1, sha256: "00" },
  "export-nothing": { type: "export-nothing", ...counted },
  "export-shown": { type: "export-shown", ...counted, readers: 2 },
  "export-too-large": { type: "export-too-large", codes, format: "csv", most: 1 },
  fault: {
    type: "fault",
    nothing: "logged",
    fault: { code: "unreadable", typed: value, expected: "indicator" },
    at: { line: 1, from: 9, to: 12 },
    line: `/ioc add ${value}`,
  },
  help: { type: "help", commands: [] },
  hit: { type: "hit", ...hit },
  "hit-disclosed": { type: "hit-disclosed", codes, ...hit },
  "hit-list": { type: "hit-list", codes, hits: [hit], total: 1 },
  "hit-shown": { type: "hit-shown", codes, hit },
  hits: { type: "hits", ...found },
  "hits-disclosed": { type: "hits-disclosed", codes, ...found },
  "identity-verified": { type: "identity-verified", ...changed },
  "import-asked": { type: "import-asked", codes, held: 0, ...file },
  "import-cancelled": { type: "import-cancelled", codes, oldest: at, line },
  "import-done": { type: "import-done", codes, oldest: at, line, asked: false },
  "import-progress": { type: "import-progress", codes, oldest: at, line },
  "import-started": { type: "import-started", codes, ref: "IMP-1", ...file },
  "indicator-list": { type: "indicator-list", codes, records: [record], total: 1, now: at },
  "indicator-shown": { type: "indicator-shown", codes, record, findings: [], now: at },
  "indicators-doubted": { type: "indicators-doubted", codes, refs: ["IOC-1"], refuted: [], already: [] },
  "indicators-found": {
    type: "indicators-found",
    codes,
    sought: indicator,
    lines: [{ case: of, caseRef: ref, ref: "IOC-1", indicator, codes, loggedAt: at, match: "same" }],
    cut: false,
    now: at,
  },
  "indicators-logged": { type: "indicators-logged", codes, logged: [record], refused: [] },
  "indicators-lowering": { type: "indicators-lowering", codes, lines: [{ ref: "IOC-1", was: codes, now: codes, permits: "hit" }] },
  "indicators-seen": { type: "indicators-seen", codes, refs: ["IOC-1"], at, back: [] },
  "indicators-set": {
    type: "indicators-set",
    codes,
    lines: [{ ref: "IOC-1", was: record, now: record, provider: anna, loggedAt: at, raisers: [] }],
    same: [],
  },
  "indicators-spilled": { type: "indicators-spilled", codes, refs: ["IOC-1"], already: [], messages: 1, commands: 1 },
  "indicators-taken": { type: "indicators-taken", codes, how: "withdrawn", refs: ["IOC-1"], by: anna, reason: canary },
  "indicators-withdrawing": { type: "indicators-withdrawing", codes, refs: ["IOC-1"], foreign: [], reason: canary },
  "indicators-withdrawn": { type: "indicators-withdrawn", codes, refs: ["IOC-1"], foreign: [], already: [], reason: canary },
  "invitation-refused": { type: "invitation-refused", ref, userIds: [bruno] },
  "key-reused": { type: "key-reused" },
  "meeting-calendar": { type: "meeting-calendar", meeting, codes },
  "meeting-cancelled": { type: "meeting-cancelled", meeting: { ...meeting, cancelled: { by: anna, at, reason: canary } }, codes },
  "meeting-fixed": { type: "meeting-fixed", meeting, codes },
  "meeting-list": { type: "meeting-list", meetings: [meeting], total: 1, zone: "UTC", now: at, codes },
  "meeting-reminder": { type: "meeting-reminder", meeting, codes, kind: "soon", now: at },
  "meeting-saved": { type: "meeting-saved", meeting, codes },
  "meeting-shown": { type: "meeting-shown", meeting, codes },
  "meeting-vote-wanted": { type: "meeting-vote-wanted", meeting, codes },
  "meeting-voted": { type: "meeting-voted", meeting, codes, by: anna, zone: "UTC" },
  "no-such-code": { type: "no-such-code", all: false },
  "messages-missing": { type: "messages-missing", count: 2 },
  "not-reached": { type: "not-reached", userIds: [bruno] },
  "not-taken-here": { type: "not-taken-here", userIds: [bruno] },
  "not-shown": { type: "not-shown", userId: bruno, label: "TLP:RED", refs: ["IOC-1"] },
  "officer-list": { type: "officer-list", officers: [officer], now: at },
  "officer-removed": { type: "officer-removed", userId: bruno, cases: 1, tasks: 1 },
  "officer-saved": { type: "officer-saved", officer, again: false },
  "room-holds": { type: "room-holds", ref, userIds: [bruno] },
  status: {
    type: "status",
    version: canary,
    upSince: at,
    rateLimited: 0,
    queue: "postgresql",
    counts: {
      ...{ cases: 1, officers: 1, waitingCommands: 0, waitingMessages: 0, unreadMessages: 0 },
      ...{ waitingJobs: 0, plannedJobs: 0, undecryptable: 0, parked: 0, lost: 0, unsafeRooms: 1 },
    },
  },
  "room-unsafe": { type: "room-unsafe", room: "!r:x.example", name: canary, ails: ["tombstoned", "guests"] },
  "stranger-in-room": { type: "stranger-in-room", ref, userId: bruno },
  "stranger-present": { type: "stranger-present", userId: bruno },
  "task-list": { type: "task-list", all: false, total: 1, now: at, ...tasks },
  "task-mine": { type: "task-mine", total: 1, now: at, ...tasks },
  "task-reminder": { type: "task-reminder", kind: "due", task, zone: "UTC", codes },
  "task-saved": { type: "task-saved", task, zone: "UTC", codes },
  "tasks-assigned": { type: "tasks-assigned", by: anna, ...tasks },
  "tasks-changed": { type: "tasks-changed", how: "taken", ...tasks },
  "tasks-ended": { type: "tasks-ended", how: "done", refs: ["TASK-1"], already: [], note: canary, codes },
  "tasks-gone": { type: "tasks-gone", how: "taken", by: anna, ...tasks },
  "tasks-left": { type: "tasks-left", userId: bruno, ...tasks },
  "too-long": { type: "too-long", most: 1 },
  "too-many-commands": { type: "too-many-commands", most: 60, whose: "officer", until: at },
  undecryptable: { type: "undecryptable", reason: "missing-key" },
  "unsigned-device": { type: "unsigned-device", deviceId: canary },
  "unverified-sender": { type: "unverified-sender" },
  version: { type: "version", version: canary },
  why: { type: "why", unread: [{ at, reason: canary }] },
};
