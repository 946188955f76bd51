import { expect, test } from "vitest";
import { type Codes, caseDefaults } from "#domain/codes/codes.ts";
import { storedIndicator } from "#domain/indicators/indicator.ts";
import type { Notice } from "#domain/notices/index.ts";
import type { OfficerLine } from "#domain/people/officer.ts";
import { caseId, roomId, type UserId, userId } from "#domain/primitives/ids.ts";
import type { TaskLine } from "#domain/tasks/line.ts";
import { gatePrivate } from "../../../../bot/gate/private-gate.ts";
import { gate } from "../../../../bot/gate/room-gate.ts";
import type { KnownRoom, Listener, Standing } from "../../../../storage/index.ts";

const user = (name: string): UserId => {
  const id = userId(`@${name}:x.test`);
  if (id === undefined) throw new Error("not a user id");
  return id;
};
const logged = new Date("2026-11-02T12:00:00Z");
const before = new Date("2026-11-01T12:00:00Z");
const after = new Date("2026-11-03T12:00:00Z");
const [one, two] = [caseId("one"), caseId("two")];
const anna: OfficerLine = { userId: user("anna"), name: "anna", country: "NL", agency: "KLPD", role: "officer", zone: "UTC" };
const clara: OfficerLine = { ...anna, userId: user("clara"), role: "coordinator" };
const listener = (who: UserId, since: Date, more: Partial<Listener> = {}): Listener => ({
  userId: who,
  since,
  ofCase: true,
  coordinator: false,
  ...more,
});
const room = (ofCase: boolean, ...listeners: readonly Listener[]): Standing => ({ ofCase, listeners });
const labelled = (codes: Partial<Codes>): Notice => ({
  type: "indicators-logged",
  codes: { ...caseDefaults, ...codes },
  logged: [],
  refused: [],
});
const hit: Notice = { type: "hit", ref: "HIT-1", own: "IOC-1", kind: "ipv4", side: "asker", match: "same", at: logged, share: "hit" };
const about = { ref: "C-2026-0001", words: "blue heron", title: "Winter", state: "open", codes: caseDefaults, openedAt: before } as const;
const info: Notice = { type: "case-info", case: about, members: 1, indicators: 0, hits: 0, codes: { ...caseDefaults, tlp: "red" } };
const cases: Notice = { type: "case-list", cases: [], codes: caseDefaults };
const there = listener(anna.userId, before);

test.each<[string, Notice, OfficerLine, Standing | undefined, string]>([
  ["what has no codes", { type: "version", version: "1" }, anna, undefined, "allow"],
  ["amber to a member, in the case's room or not", labelled({}), anna, room(true), "allow"],
  ["amber to nobody else", labelled({}), anna, room(false), "deny"],
  ["nor without a case", labelled({}), anna, undefined, "deny"],
  ["clear to everybody", labelled({ tlp: "clear" }), anna, undefined, "allow"],
  ["red to who was in the case's room", labelled({ tlp: "red" }), anna, room(true, there), "allow"],
  ["red not to who came later", labelled({ tlp: "red" }), anna, room(true, listener(anna.userId, after)), "deny"],
  ["red not to who is not there", labelled({ tlp: "red" }), anna, room(true), "deny"],
  [
    "strict to a colleague's agency",
    labelled({ tlp: "amber+strict" }),
    anna,
    room(true, listener(user("b"), before, { agency: "KLPD" })),
    "allow",
  ],
  ["strict not to another's", labelled({ tlp: "amber+strict" }), anna, room(true, listener(user("b"), before, { agency: "BKA" })), "deny"],
  ["only: by country", labelled({ only: ["NL"] }), anna, room(true), "allow"],
  ["only: another country", labelled({ only: ["FR"] }), anna, room(true, there), "deny"],
  ["what is about the case itself to its member, whenever they came", info, anna, room(true), "allow"],
  ["not to somebody else", info, anna, room(false), "deny"],
  ["a hit to a member", hit, anna, room(true), "allow"],
  ["a hit to nobody else", hit, anna, room(false), "deny"],
  ["administration to a coordinator", cases, clara, undefined, "allow"],
  ["administration not to an officer", cases, anna, undefined, "deny"],
])("%s", (_name, notice, officer, standing, said) => {
  const known = new Map(standing === undefined ? [] : [[one, standing]]);
  expect(gatePrivate(notice, officer, { cases: known, about: standing && one }, logged).decision).toBe(said);
});

const task = (of: typeof one, ref: `TASK-${number}`, codes: Partial<Codes> = {}): TaskLine => ({
  case: of,
  caseRef: "C-2026-0001",
  ref,
  text: "call back",
  codes: { ...caseDefaults, ...codes },
  state: "open",
  madeBy: anna.userId,
  madeAt: logged,
});
const mine: Notice = {
  type: "task-mine",
  lines: [task(one, "TASK-1"), task(two, "TASK-2"), task(one, "TASK-3", { tlp: "red" })],
  total: 3,
  zone: "UTC",
  now: after,
  codes: { ...caseDefaults, tlp: "red" },
};
const caseRoom: KnownRoom = { roomId: roomId("!a"), kind: "case", case: one, safe: true };

test("a list over several cases keeps the lines of those in which the officer may hear each, and counts the others", () => {
  const standing = new Map([
    [one, room(true, listener(anna.userId, after))],
    [two, room(false)],
  ]);
  for (const where of [undefined, two])
    expect(gatePrivate(mine, anna, { cases: standing, about: where }, logged)).toMatchObject({
      decision: "allow",
      notice: { lines: [{ ref: "TASK-1" }], hidden: 2 },
    });
});

test("a list over several cases is never said in the room of one, nor a secret, nor anything in a closed room", () => {
  expect(gate(mine, caseRoom, [there], logged).decision).toBe("deny");
  const secret: Notice = {
    type: "alert-source-added",
    source: { number: 1 },
    ref: "C-2026-0001",
    address: "a",
    secret: "s",
  };
  expect(gate(secret, caseRoom, [there], logged).decision).toBe("hold");
  expect(gate({ type: "version", version: "1" }, { ...caseRoom, kind: "closed" }, [there], logged).decision).toBe("hold");
});

test("the list of one case leaves lines of others out, whatever wrote them there", () => {
  const list: Notice = { ...mine, type: "task-list", all: false };
  expect(gate(list, caseRoom, [there], logged)).toMatchObject({
    decision: "allow",
    notice: { lines: [{ ref: "TASK-1" }, { ref: "TASK-3" }], hidden: 1 },
  });
});

const record = {
  ref: "IOC-1",
  indicator: storedIndicator("domain", "one.example"),
  codes: caseDefaults,
  again: false,
  loggedBy: user("anna"),
  loggedAt: logged,
  lastSeenAt: logged,
  timesSeen: 1,
  tags: [],
} as const;
test("a list of a case is refused to who is none of its members, without the number of its lines", () => {
  const list: Notice = { type: "indicator-list", codes: caseDefaults, total: 1, now: logged, records: [record] };
  expect(gatePrivate(list, anna, { cases: new Map([[one, room(false)]]), about: one }, logged)).toMatchObject({
    decision: "deny",
    label: "TLP:AMBER",
  });
  expect(gatePrivate(list, anna, { cases: new Map([[one, room(true)]]), about: one }, logged)).toMatchObject({
    decision: "allow",
    notice: { hidden: 0 },
  });
});

test("under which numbers something was logged is said to members alone, also where they may not hear what", () => {
  const acknowledged: Notice = { type: "indicators-logged", codes: { ...caseDefaults, only: ["FR"] }, logged: [record], refused: [] };
  const refused = (ofCase: boolean) =>
    gatePrivate(acknowledged, anna, { cases: new Map([[one, room(ofCase, there)]]), about: one }, logged);
  expect(refused(true)).toMatchObject({ decision: "deny", refs: ["IOC-1"] });
  expect(refused(false)).toMatchObject({ decision: "deny", refs: [] });
});

test("the sentence in place of content gives way to the fixed one once a stranger is in the room", () => {
  const sentence: Notice = { type: "not-shown", userId: "@x:x.test", label: "TLP:RED", refs: ["IOC-1"] };
  const eve = listener(user("eve"), after, { ofCase: false });
  expect(gate(sentence, caseRoom, [there], logged)).toMatchObject({ notice: { refs: ["IOC-1"] } });
  expect(gate(sentence, caseRoom, [there, eve], logged)).toEqual({ decision: "deny", userId: user("eve"), refs: [] });
});
