import { describe, expect, it, test } from "vitest";
import { assignee, belongsTo, due, dueIn, overtaken, reminders } from "#domain/tasks/task.ts";
import { user } from "../../../support/stores.ts";

// a Tuesday; clocks in Paris go forward on the Sunday after it
const now = new Date("2026-03-24T10:00:00Z");
const at = (text: string) => new Date(text);
const bruno = user("@bruno:two.example");

test.each([
  ["@bruno", { typed: "@bruno", name: "bruno" }],
  ["@bruno:two.example", { typed: "@bruno:two.example", userId: bruno }],
  ["fr", { country: "FR" }],
  ["UK", { country: "GB" }],
  ["EL", { country: "GR" }],
  ["bruno", { typed: "bruno", name: "bruno" }],
  ["zz", { typed: "zz", name: "zz" }],
])("for:%s", (typed, value) => expect(assignee.read(typed, now)).toEqual({ ok: true, value }));

test.each([
  [{ officer: bruno }, true],
  [{ country: "FR" }, true],
  [{ country: "NL" }, false],
  [{ officer: user("@anna:one.example") }, false],
] as const)("whether a task of %j is Bruno's", (whose, theirs) => expect(belongsTo(whose, { userId: bruno, country: "FR" })).toBe(theirs));

describe("due:", () => {
  it.each([
    ["2026-04-02 15:00", "2026-04-02T13:00Z"],
    ["fri 15:00", "2026-03-27T14:00Z"],
    ["2026-04-02", "2026-04-02T22:00Z"],
    ["2026-04-02 15:00Z", "2026-04-02T15:00Z"],
    ["+2d", "2026-03-26T10:00Z"],
    ["+5m", "2026-03-24T10:05Z"],
  ])("%s is read on the officer's clock", (typed, instant) => {
    expect(due.read(typed, now)).toEqual({ ok: true, value: typed });
    expect(dueIn(typed, "Europe/Paris", now)).toEqual({ ok: true, value: at(instant) });
  });
  it("no date is refused where it stands, whatever the clock", () =>
    expect(due.read("31/02", now)).toMatchObject({ ok: false, fault: { code: "unreadable", typed: '"31/02"' } }));
  it.each([
    ["2026-03-24 10:59", { code: "past", typed: "2026-03-24 10:59", now }],
    ["-1h", { code: "past", typed: "-1h", now }],
    ["2026-03-29 02:30", { code: "skipped-time", choices: ["01:30", "03:30"] }],
    ["2026-10-25 02:30", { code: "repeated-time", choices: ["02:30+02:00", "02:30+01:00"] }],
  ])("%s in Paris", (typed, fault) => expect(dueIn(typed, "Europe/Paris", now)).toEqual({ ok: false, fault }));
});

describe("reminders", () => {
  const kinds = (dueAt: string, asOf: Date) => reminders(at(dueAt), asOf).map((one) => [one.kind, one.at.toISOString().slice(0, 16)]);
  it.each<[string, string, readonly (readonly [string, string])[]]>([
    [
      "more than two hours ahead: one before, one at the time, one a day later",
      "2026-03-24T12:01Z",
      [
        ["soon", "2026-03-24T11:01"],
        ["due", "2026-03-24T12:01"],
        ["overdue", "2026-03-25T12:01"],
      ],
    ],
    [
      "two hours ahead: none before",
      "2026-03-24T12:00Z",
      [
        ["due", "2026-03-24T12:00"],
        ["overdue", "2026-03-25T12:00"],
      ],
    ],
    ["opened again after its date: only what lies ahead", "2026-03-24T09:00Z", [["overdue", "2026-03-25T09:00"]]],
    ["opened again long after its date: none", "2026-03-22T09:00Z", []],
  ])("%s", (_what, dueAt, expected) => expect(kinds(dueAt, now)).toEqual(expected));

  it.each([
    ["soon", "2026-03-24T10:00:01Z", false],
    ["soon", "2026-03-24T10:00Z", true],
    ["due", "2026-03-24T10:00Z", false],
    ["due", "2026-03-23T10:00:01Z", false],
    ["due", "2026-03-23T10:00Z", true],
    ["overdue", "2026-03-01T10:00Z", false],
  ] as const)("%s of a task due %s is left to the next: %s", (kind, dueAt, left) => expect(overtaken(kind, at(dueAt), now)).toBe(left));
});
