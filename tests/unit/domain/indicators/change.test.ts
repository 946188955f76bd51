import { expect, test } from "vitest";
import { caseDefaults } from "#domain/codes/codes.ts";
import { applied, type Changeable, onlyOrAll, type RecordChange, sameContent, tagChange } from "#domain/indicators/change.ts";
import { sameSource, spansBelow } from "#domain/indicators/filter.ts";
import { span } from "#domain/primitives/ref.ts";
import { user } from "../../../support/stores.ts";

const now = new Date("2026-11-02T14:00:00Z");
const before: Changeable = { codes: { ...caseDefaults, only: ["NL"] }, tags: ["C2", "old"], source: "proxy" };

test.each<[string, RecordChange, Partial<Changeable>]>([
  ["nothing", { codes: {} }, {}],
  ["a label", { codes: { tlp: "red" } }, { codes: { ...before.codes, tlp: "red" } }],
  ["a victim is silent", { codes: { category: "victim" } }, { codes: { ...before.codes, category: "victim", share: "silent" } }],
  ["other countries", { codes: {}, only: ["FR"] }, { codes: { ...before.codes, only: ["FR"] } }],
  ["no limit to countries", { codes: {}, only: "all" }, { codes: caseDefaults }],
  ["tags, in any case", { codes: {}, tags: { add: ["c2", "new"], remove: ["OLD"] } }, { tags: ["C2", "new"] }],
  ["source and note", { codes: {}, source: "mail", note: "why" }, { source: "mail", note: "why" }],
])("%s", (_what, change, differs) => {
  const after = applied(before, change);
  expect(after).toEqual({ ...before, ...differs });
  expect(sameContent(before, after)).toBe(Object.keys(differs).length === 0);
});

test("a permission holds under the codes for which it was given, and under none that bind more", () => {
  const permitted = { by: user("@anna:x.test"), at: now, share: "open" } as const;
  const shared: Changeable = { ...before, codes: { ...caseDefaults, handling: ["H1"] }, permitted };
  expect(applied(shared, { codes: { tlp: "red" } })).toMatchObject({ permitted });
  expect(applied(shared, { codes: { handling: ["H1", "H2"] } })).not.toHaveProperty("permitted");
});

test("a limit to countries is taken away only by all", () => {
  expect(onlyOrAll.read("ALL", now)).toEqual({ ok: true, value: "all" });
  expect(onlyOrAll.read("nl,fr", now)).toEqual({ ok: true, value: ["FR", "NL"] });
  expect(onlyOrAll.read("everybody", now).ok).toBe(false);
});

test("tags are put on, and taken off with a minus", () => {
  expect(tagChange.read("C2,-old,–older", now)).toEqual({ ok: true, value: { add: ["c2"], remove: ["old", "older"] } });
  expect(tagChange.read("-old", now)).toEqual({ ok: true, value: { add: [], remove: ["old"] } });
  expect(tagChange.read("-", now).ok).toBe(false);
  expect(tagChange.read("-!", now).ok).toBe(false);
});

test("the next page stays within what was asked for", () => {
  expect(spansBelow(undefined, 51)).toEqual([{ first: 1, last: 50 }]);
  expect(
    spansBelow(
      [
        { first: 40, last: 60 },
        { first: 90, last: 99 },
        { first: 3, last: 3 },
      ],
      51,
    ),
  ).toEqual([
    { first: 40, last: 50 },
    { first: 3, last: 3 },
  ]);
  expect(span("IOC").read("IOC-1…3000", now)).toEqual({ ok: true, value: { first: 1, last: 3000 } });
  expect(span("IOC").read("7", now)).toEqual({ ok: true, value: { first: 7, last: 7 } });
  expect(span("IOC").read("7-3", now).ok).toBe(false);
  expect(span("IOC").read("0-3", now).ok).toBe(false);
});

test("a source may be typed as answers show it", () => {
  expect(sameSource("Abuse.ch", "abuse[.]ch")).toBe(true);
  expect(sameSource("abuse.ch", "abuse")).toBe(false);
  expect(sameSource(undefined, "abuse")).toBe(false);
});
