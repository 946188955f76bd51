import { expect, test } from "vitest";
import { type Codes, caseDefaults as codes } from "#domain/codes/codes.ts";
import type { HitLine } from "#domain/hits/hit.ts";
import { storedIndicator } from "#domain/indicators/indicator.ts";
import { nothing, type Policies, plainly, whenSaid } from "#domain/notices/define-policy.ts";
import type { Notice } from "#domain/notices/index.ts";
import { linesOf, policies, policyOf, refsLogged, shownIn } from "#domain/notices/policy.ts";
import { userId } from "#domain/primitives/ids.ts";

const at = new Date(0);
const said = new Date(86_400_000);
const by = userId("@anna:one.example");
if (by === undefined) throw new Error("not a user id");
const hit: HitLine = { ref: "HIT-1", own: "IOC-9", kind: "ipv4", side: "asker", match: "same", at, share: "open" };
const withdrawn: Notice = { type: "indicators-withdrawn", refs: ["IOC-3"], foreign: [], already: ["IOC-4"], reason: "r", codes };
const indicator = storedIndicator("domain", "one.example");
const record = {
  ref: "IOC-5",
  indicator,
  codes,
  again: false,
  loggedBy: by,
  loggedAt: at,
  lastSeenAt: at,
  timesSeen: 1,
  tags: [],
} as const;
const shown: Notice = { type: "indicator-shown", codes, record, findings: [], now: said };
const list: Notice = { type: "indicator-list", codes, records: [record], total: 1, now: said };

test.each<[string, Notice, readonly string[]]>([
  ["the record of the other side of a hit that shows it", { type: "hit-disclosed", codes, ...hit, value: "v" }, ["HIT-1"]],
  ["nothing of one that only tells of it", { type: "hit", ...hit }, []],
  [
    "those of a list that have a value",
    { type: "hit-list", codes, hits: [hit, { ...hit, ref: "HIT-2", value: "v" }], total: 2 },
    ["HIT-2"],
  ],
  ["that of a single hit", { type: "hit-shown", codes, hit }, ["HIT-1"]],
  ["the reason of a withdrawal", withdrawn, ["IOC-3"]],
  ["a record", shown, ["IOC-5"]],
  ["those of a list of records", list, ["IOC-5"]],
  [
    "what the sources said",
    {
      type: "enriched",
      codes,
      job: "JOB-1",
      lines: [{ ref: "IOC-6", indicator, findings: [] }],
      silent: ["IOC-7"],
      failed: [],
      oldest: at,
    },
    ["IOC-6"],
  ],
  ["what is asked about", { type: "confirm", code: "K7Q4", prefix: "/", line: "", would: true, shown: withdrawn }, ["IOC-3"]],
  ["nothing of bare numbers", { type: "indicators-spilled", codes, refs: ["IOC-1"], lost: [], already: [], messages: 1, commands: 1 }, []],
])("a message shows %s", (_what, notice, expected) => {
  const { records, hits } = shownIn(notice);
  expect([...records.map(({ ref }) => ref), ...hits]).toEqual(expected);
  expect(refsLogged(notice)).toEqual([]);
});

test("what was logged stood in the command, too", () => {
  const logged: Notice = { type: "indicators-logged", codes, logged: [record], refused: [] };
  expect(shownIn(logged).records).toMatchObject([{ ref: "IOC-5" }]);
  expect(refsLogged(logged)).toEqual(["IOC-5"]);
});

test.each<[Notice, Date]>([
  [shown, at],
  [list, at],
  [{ ...list, records: [] }, said],
  [withdrawn, said],
  [{ type: "hit", ...hit }, said],
  [{ type: "alert-list", codes, alerts: [], total: 0, all: false }, said],
  [{ type: "export-file", codes, oldest: at, file: { name: "a.csv", mimetype: "text/csv", packed: "" } }, at],
])("the content of %j is as old as its oldest part", (notice, expected) => {
  expect(policyOf(notice).oldest(notice, said)).toEqual(expected);
});

const named = (which: (policy: (typeof policies)[Notice["type"]]) => boolean): readonly string[] =>
  Object.entries(policies).flatMap(([type, policy]) => (which(policy) ? [type] : []));
const split = (names: string): readonly string[] => names.trim().split(/\s+/u);

test.each<[string, (policy: (typeof policies)[Notice["type"]]) => boolean, string]>([
  [
    "carry no codes",
    ({ labelled }) => !labelled,
    `fault broken help status version answered-privately undecryptable messages-missing unverified-sender changed-identity not-taken-here key-reused edited too-long too-many-commands
     not-shown stranger-present room-holds room-unsafe not-reached device-replaced invitation-refused unsigned-device why plaintext-command command-removed answered-elsewhere coordination-room messages-lost confirm confirm-wanted
     confirm-changed confirmed confirm-dropped no-such-code admission stranger-in-room admitted identity-verified alert-source-added
     alert-sources alert-source-removed hit hits case-lead-named case-member-removed officer-saved officer-removed coordinator-left
     officer-list`,
  ],
  ["are administered by coordinators", ({ hears }) => hears === "administration", "case-opened case-list"],
  [
    "are about the case",
    ({ hears }) => hears === "membership",
    "case-brief case-info case-members case-member-added case-member-ended indicators-taken",
  ],
  ["tell of hits", ({ hears }) => hears === "hit", "hit hit-disclosed hits hits-disclosed"],
  ["are for one officer only", ({ hears }) => hears === "secret", "alert-source-added confirm confirm-in-case"],
  ["leave out lines", ({ lines }) => lines !== undefined, "indicator-list indicators-found alert-list task-list task-mine"],
  ["span cases", ({ lines }) => lines?.spans === true, "indicators-found task-mine"],
  ["answer a command that logged", (policy) => "logs" in policy, "indicators-logged"],
  ["are said while a stranger is there", ({ hears }) => hears === "anybody", "answered-privately case-member-removed stranger-present"],
  [
    "show records",
    ({ shows }) => shows !== nothing,
    `indicators-logged indicator-list indicator-shown indicators-withdrawn indicators-withdrawing indicators-taken indicators-found enriched hit-disclosed hits-disclosed
     hit-list hit-shown confirm confirm-in-case`,
  ],
  [
    "are older than their saying",
    ({ oldest }) => oldest !== whenSaid,
    `indicators-logged indicator-shown indicator-list indicators-found enriched export-file import-progress import-done import-cancelled alert-list
     meeting-list meeting-saved meeting-vote-wanted meeting-voted meeting-fixed meeting-cancelled meeting-calendar meeting-reminder
     meeting-shown task-saved task-reminder task-list task-mine tasks-assigned tasks-changed tasks-gone tasks-left case-info case-brief
     case-opened alerts-acknowledged export-list confirm confirm-in-case`,
  ],
])("of all notices, these %s", (_what, which, names) => {
  expect(named(which).toSorted()).toEqual(split(names).toSorted());
});

test("a list names its lines with their own codes and age", () => {
  expect(linesOf(list)).toEqual([{ ref: "IOC-5", codes, at }]);
  expect(linesOf(withdrawn)).toEqual([]);
});

interface Coded {
  readonly type: "made-up";
  readonly codes: Codes;
}
interface Listed extends Coded {
  readonly hidden?: number;
}
interface Bare {
  readonly type: "made-up-bare";
}
test("the compiler refuses what a policy forgets or claims", () => {
  // @ts-expect-error a notice without a policy
  const forgotten: Policies<Notice | Bare> = policies;
  // @ts-expect-error a notice with codes that claims to have none
  const unlabelled: Policies<Coded> = { "made-up": plainly };
  // @ts-expect-error a notice with codes that anybody may hear
  const heard: Policies<Coded> = { "made-up": { ...plainly, labelled: true } };
  // @ts-expect-error a notice with codes that is for just the room
  const loose: Policies<Coded> = { "made-up": { labelled: true, hears: "room", oldest: whenSaid, shows: nothing } };
  // @ts-expect-error a notice that does not say who hears it
  const unheard: Policies<Bare> = { "made-up-bare": { labelled: false, oldest: whenSaid, shows: nothing } };
  // @ts-expect-error a notice without codes that claims to have some
  const labelled: Policies<Bare> = { "made-up-bare": { ...plainly, labelled: true, hears: "case" } };
  // @ts-expect-error a list that does not say what its lines are
  const lineless: Policies<Listed> = { "made-up": { ...plainly, labelled: true, hears: "case" } };
  // @ts-expect-error a policy that does not say which records it shows
  const silent: Policies<Bare> = { "made-up-bare": { labelled: false, hears: "anybody", oldest: whenSaid } };
  // and takes what is complete
  const complete: Policies<Coded | Bare> = { "made-up": { ...plainly, labelled: true, hears: "case" }, "made-up-bare": plainly };
  expect([forgotten, unlabelled, heard, loose, unheard, labelled, lineless, silent, complete]).not.toContain(undefined);
});

test("a question is as old as what is shown in it, an acknowledgement as what it acknowledges, a list of files as its reasons", () => {
  const shown = { type: "indicator-shown", codes, record, findings: [], now: said } as const;
  const asked = { code: "K7Q4", prefix: "/", line: "/x", would: true, shown } as const;
  const alert = { ref: "ALERT-1", severity: "low", title: "x", source: { number: 1 }, codes, at } as const;
  const left = { at, by, format: "csv", for: "intel", reason: "drill" } as const;
  for (const notice of [
    { type: "confirm-in-case", ref: "C-2026-0001", codes, ...asked },
    { type: "confirm", ...asked },
    { type: "alerts-acknowledged", codes, acknowledged: [], already: [alert] },
    { type: "alerts-acknowledged", codes, acknowledged: [alert], already: [] },
    { type: "export-list", codes, exports: [left], total: 1 },
  ] satisfies readonly Notice[])
    expect(policyOf(notice).oldest(notice, said)).toEqual(at);
});
