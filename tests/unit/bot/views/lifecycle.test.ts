import { expect, test } from "vitest";
import { caseDefaults } from "#domain/codes/codes.ts";
import type { SetLine } from "#domain/indicators/history.ts";
import { parseIndicator } from "#domain/indicators/indicator.ts";
import type { Notice } from "#domain/notices/index.ts";
import { caseId, type Ref } from "#domain/primitives/ids.ts";
import { render } from "../../../../bot/views/index.ts";
import { anna, now } from "../../../support/stores.ts";

const text = (notice: Notice) => render(notice, { prefix: "/" }).text;
const refs = (count: number, step = 1): readonly Ref<"IOC">[] =>
  Array.from({ length: count }, (_, index): Ref<"IOC"> => `IOC-${index * step + 1}`);
const line = (ref: Ref<"IOC">, was: Partial<SetLine["was"]>, after: Partial<SetLine["now"]>): SetLine => ({
  ref,
  was: { codes: caseDefaults, tags: [], ...was },
  now: { codes: caseDefaults, tags: [], ...after },
  provider: anna,
  loggedAt: now,
  raisers: [],
});

test.each<[string, SetLine, string]>([
  ["a limit that ends", line("IOC-1", { codes: { ...caseDefaults, only: ["NL"] } }, {}), "IOC-1: now only:all."],
  ["a category that ends", line("IOC-1", { codes: { ...caseDefaults, category: "victim" } }, {}), "IOC-1: now cat:unknown."],
  ["a note alone", line("IOC-1", {}, { note: "secret words" }), "IOC-1: now note."],
  ["tags and source", line("IOC-1", { tags: ["a"], source: "x" }, { tags: ["b"], source: "y" }), "IOC-1: now tags, source."],
])("%s", (_what, one, expected) => {
  expect(text({ type: "indicators-set", codes: caseDefaults, lines: [one], same: [] })).toBe(expected);
});

test("five hundred records fit one message, alike or not", () => {
  const tlps = ["red", "amber+strict", "amber", "green"] as const;
  const lines = refs(500, 2).map((ref, index) =>
    line(ref, { codes: { ...caseDefaults, tlp: tlps[index % 4] ?? "red" } }, { codes: { ...caseDefaults, tlp: "clear", share: "open" } }),
  );
  for (const notice of [
    { type: "indicators-set", codes: caseDefaults, lines, same: [] },
    {
      type: "indicators-lowering",
      codes: caseDefaults,
      lines: lines.map(({ ref, was, now: after }) => ({ ref, was: was.codes, now: after.codes, permits: "open" as const })),
    },
  ] as const) {
    const { text: body, html } = render(notice, { prefix: "/" });
    expect(body).not.toContain("cut: too long");
    expect(Buffer.byteLength(body) + Buffer.byteLength(html)).toBeLessThanOrEqual(20_000);
  }
});

test("a search says what it found, that it looked no further, and nothing of what is hidden", () => {
  const sought = parseIndicator("evil[.]example");
  if (!sought.ok) throw new Error("no indicator");
  const one = {
    case: caseId("one"),
    caseRef: "C-2026-0001",
    ref: "IOC-1",
    indicator: sought.value,
    codes: caseDefaults,
    loggedAt: now,
    match: "same",
  } as const;
  const found = { type: "indicators-found", codes: caseDefaults, sought: sought.value, cut: true, now } as const;
  expect(text({ ...found, lines: [one] }).split("\n")).toEqual([
    "evil[.]example: 1 record in your cases, newest first:",
    "C-2026-0001 IOC-1 · same · TLP:AMBER · PAP:AMBER · H1 · X4 · share:hit · 2026-11-02 14:00 UTC (today)",
    "Only the newest were looked at; what is narrower finds more.",
  ]);
  expect(text({ ...found, lines: [], hidden: 7 })).toBe("evil[.]example: nothing in your cases.");
});

test("older changes are counted", () => {
  const record = {
    ref: "IOC-1",
    indicator: { kind: "text", value: "x" as never },
    codes: caseDefaults,
    again: false,
    loggedBy: "@a:x.test" as never,
    loggedAt: now,
    lastSeenAt: now,
    timesSeen: 1,
    tags: [],
  } as const;
  const history = { sightings: [], doubts: [], changes: [], older: 2 };
  expect(text({ type: "indicator-shown", codes: caseDefaults, record, findings: [], history, now })).toContain("… and 2 older changes.");
});
