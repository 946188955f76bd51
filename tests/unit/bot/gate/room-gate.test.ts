import { expect, test } from "vitest";
import { type Codes, caseDefaults } from "#domain/codes/codes.ts";
import { storedIndicator } from "#domain/indicators/indicator.ts";
import type { Notice } from "#domain/notices/index.ts";
import { caseId, roomId, type UserId, userId } from "#domain/primitives/ids.ts";
import { gate } from "../../../../bot/gate/room-gate.ts";
import { render } from "../../../../bot/views/index.ts";
import type { KnownRoom, Listener } from "../../../../storage/index.ts";
import { canary, samples } from "../../../support/notices/index.ts";

const user = (name: string): UserId => {
  const id = userId(`@${name}:x.test`);
  if (id === undefined) throw new Error("not a user id");
  return id;
};
const logged = new Date("2026-11-02T12:00:00Z");
const before = new Date("2026-11-01T12:00:00Z");
const after = new Date("2026-11-03T12:00:00Z");
const caseRoom: KnownRoom = { roomId: roomId("!a"), kind: "case", case: caseId("c"), safe: true };
const coordination: KnownRoom = { roomId: roomId("!b"), kind: "coordination", safe: true };
const member = (name: string, more: Partial<Listener> = {}): Listener => ({
  userId: user(name),
  since: before,
  ofCase: true,
  coordinator: false,
  ...more,
});
const labelled = (codes: Partial<Codes>): Notice => ({
  type: "indicators-logged",
  codes: { ...caseDefaults, ...codes },
  logged: [],
  refused: [],
});
const hit: Notice = { type: "hit", ref: "HIT-1", own: "IOC-1", kind: "ipv4", side: "asker", match: "same", at: logged, share: "hit" };
const anna = member("anna", { country: "NL", agency: "KLPD" });

test.each<[string, Notice, KnownRoom, readonly Listener[], string]>([
  ["an unsafe room hears nothing", { type: "version", version: "1" }, { ...caseRoom, safe: false }, [anna], "hold"],
  ["an unknown room hears nothing", { type: "version", version: "1" }, { ...caseRoom, kind: "unknown" }, [anna], "hold"],
  ["an empty room waits for somebody who can read", labelled({ tlp: "clear" }), caseRoom, [], "hold"],
  ["amber goes to officers of the case", labelled({ tlp: "amber" }), caseRoom, [anna, member("new", { since: after })], "allow"],
  ["amber does not go to a stranger", labelled({ tlp: "amber" }), caseRoom, [anna, member("x", { ofCase: false })], "deny"],
  ["green does not go to a stranger either", labelled({ tlp: "green" }), caseRoom, [anna, member("x", { ofCase: false })], "deny"],
  [
    "nor does clear: a stranger is nobody to whom the case talks",
    labelled({ tlp: "clear" }),
    caseRoom,
    [anna, member("x", { ofCase: false })],
    "deny",
  ],
  ["red goes to those who were there", labelled({ tlp: "red" }), caseRoom, [anna], "allow"],
  ["red does not go to who came later", labelled({ tlp: "red" }), caseRoom, [anna, member("new", { since: after })], "deny"],
  [
    "strict goes to a colleague of the same agency",
    labelled({ tlp: "amber+strict" }),
    caseRoom,
    [anna, member("new", { since: after, agency: "KLPD" })],
    "allow",
  ],
  [
    "strict does not go to another agency that came later",
    labelled({ tlp: "amber+strict" }),
    caseRoom,
    [anna, member("new", { since: after, agency: "BKA" })],
    "deny",
  ],
  ["only: keeps other countries out", labelled({ only: ["FR"] }), caseRoom, [anna], "deny"],
  ["and who is of none that is known", labelled({ only: ["NL"] }), caseRoom, [member("unknown")], "deny"],
  ["only: lets the country in", labelled({ only: ["NL"] }), caseRoom, [anna], "allow"],
  ["a hit waits while a stranger listens", hit, caseRoom, [anna, member("x", { ofCase: false })], "hold"],
  ["a hit goes to the case", hit, caseRoom, [anna], "allow"],
  ["coordinators do not hear a case's content", labelled({ tlp: "amber" }), coordination, [member("clara", { coordinator: true })], "deny"],
  ["a coordination room with a stranger holds", { type: "version", version: "1" }, coordination, [member("x")], "hold"],
])("%s", (_name, notice, room, listeners, said) => {
  expect(gate(notice, room, listeners, logged).decision).toBe(said);
});

test("the sentence instead names who may not hear it and the label; of a stranger it names nothing else", () => {
  const codes = { tlp: "amber+strict", only: ["NL", "FR"] } as const;
  const late = member("late", { since: after, country: "FR" });
  expect(gate(labelled(codes), caseRoom, [anna, late], logged)).toEqual({
    decision: "deny",
    userId: user("late"),
    label: "TLP:AMBER+STRICT only:NL,FR",
    refs: [],
  });
  expect(gate(labelled(codes), caseRoom, [anna, member("eve", { ofCase: false })], logged)).toEqual({
    decision: "deny",
    userId: user("eve"),
    refs: [],
  });
});

/** What quotes, lists and answers nothing. */
const fixed = ["answered-privately", "case-member-removed", "stranger-present"];
test.each(Object.values(samples))("of $type a case's room hears nothing while a stranger is there, nor a coordination room", (notice) => {
  const eve = member("eve", { ofCase: false });
  for (const listeners of [[anna, eve], [eve, anna], [eve]])
    expect([notice.type, gate(notice, caseRoom, listeners, logged).decision]).toEqual([
      notice.type,
      fixed.includes(notice.type) ? "allow" : expect.stringMatching(/^(?:deny|hold)$/u),
    ]);
  const clara = member("clara", { coordinator: true, ofCase: false });
  expect(gate(notice, coordination, [clara, eve], logged)).toEqual({ decision: "hold" });
  expect(render(notice, { prefix: "/" }).text.includes(canary) && fixed.includes(notice.type)).toBe(false);
});

const codes: Codes = { ...caseDefaults, tlp: "amber+strict" };
const about = { ref: "C-2026-0001", words: "blue heron", title: "Winter", state: "open", codes, openedAt: before } as const;
const info: Notice = { type: "case-info", case: about, members: 1, indicators: 0, hits: 0, codes };
test("what is about the case itself goes to its members, whenever they came, and to nobody else", () => {
  const late = member("late", { since: after });
  expect(gate(info, caseRoom, [late], before).decision).toBe("allow");
  expect(gate(info, caseRoom, [late, member("eve", { ofCase: false })], before).decision).toBe("deny");
});

test("a hit that discloses something waits for the stranger to leave, it is never replaced", () => {
  const disclosed: Notice = { ...hit, type: "hit-disclosed", codes: caseDefaults };
  expect(gate(disclosed, caseRoom, [anna, member("eve", { ofCase: false })], logged).decision).toBe("hold");
  expect(gate(disclosed, caseRoom, [anna], logged)).toEqual({ decision: "allow", notice: disclosed });
});

const line = (ref: `IOC-${number}`, own: Partial<Codes>) => ({
  ref,
  indicator: storedIndicator("domain", "one.example"),
  codes: { ...caseDefaults, ...own },
  again: false,
  loggedBy: user("anna"),
  loggedAt: logged,
  lastSeenAt: logged,
  timesSeen: 1,
  tags: [],
});
test("a list leaves out what somebody may not hear, and says how many", () => {
  const list: Notice = {
    type: "indicator-list",
    codes,
    total: 2,
    now: logged,
    records: [line("IOC-2", { tlp: "red" }), line("IOC-1", {})],
  };
  const verdict = gate(list, caseRoom, [anna, member("late", { since: after })], logged);
  expect(verdict).toMatchObject({ decision: "allow", notice: { total: 2, hidden: 1, records: [{ ref: "IOC-1" }] } });
  expect(gate(list, caseRoom, [anna, member("eve", { ofCase: false })], logged).decision).toBe("deny");
});

test("an acknowledgement that not all members may hear still names what was logged", () => {
  const acknowledged: Notice = {
    type: "indicators-logged",
    codes: { ...caseDefaults, only: ["FR"] },
    logged: [line("IOC-3", { only: ["FR"] })],
    refused: [],
  };
  expect(gate(acknowledged, caseRoom, [anna], logged)).toMatchObject({ decision: "deny", refs: ["IOC-3"] });
});
