import { describe, expect, test } from "vitest";
import { readAlert } from "#domain/alerts/body.ts";

const read = (value: unknown) => readAlert(JSON.stringify(value));
const least = { severity: "low", title: "Beaconing" };

test("the least, and everything", () => {
  expect(read(least)).toEqual({ ok: true, content: { ...least, indicators: [] } });
  const all = { ...least, severity: "critical", text: "two\nlines", indicators: ["198.51.100.7", "evil.example"] };
  expect(read(all)).toEqual({ ok: true, content: all });
  expect(read({ ...least, text: null, indicators: null })).toEqual(read(least));
  expect(read({ ...least, text: " " })).toEqual(read(least));
});

test("what looks like a name inside of a text or of a list is none", () => {
  const title = '"title": "severity":';
  const content = { ...least, title, indicators: ["severity", "severity", "title"] };
  expect(read(content)).toEqual({ ok: true, content });
});

test("as much as is allowed", () => {
  const most = { severity: "info", title: "x".repeat(200), text: "y".repeat(4_000), indicators: Array(100).fill("z".repeat(4_096)) };
  expect(read(most)).toEqual({ ok: true, content: most });
});

describe("refused by a reason that quotes nothing", () => {
  test.each([
    ["no-json", ""],
    ["no-json", "{"],
    ["no-object", "[]"],
    ["no-object", '"x"'],
    ["no-object", "null"],
    ["twice", '{"severity":"critical","severity":"info","title":"x"}'],
    ["twice", '{"severity":"low","title":"Server gone","title":"All is well"}'],
    ["twice", '{"title":"x","severity":"critical","indicators":["a"],"\\u0073everity"   :   "info"}'],
    ["twice", `{"title":"x","severity"${" ".repeat(500)}:"high","severity"${"\n".repeat(500)}:"info"}`],
    ["twice", '{"severity":"low","title":"x","odd":1,"odd":2}'],
  ])("%s: %s", (fault, json) => {
    expect(readAlert(json)).toEqual({ ok: false, fault });
  });
  test.each([
    ["field", { ...least, indicator: ["198.51.100.7"] }],
    ["severity", { title: "x" }],
    ["severity", { ...least, severity: "HIGH" }],
    ["severity", { ...least, severity: 3 }],
    ["title", { severity: "low" }],
    ["title", { ...least, title: "  " }],
    ["title", { ...least, title: "x".repeat(201) }],
    ["title", { ...least, title: ["x"] }],
    ["text", { ...least, text: "x".repeat(4_001) }],
    ["text", { ...least, text: 5 }],
    ["indicators", { ...least, indicators: "198.51.100.7" }],
    ["indicators", { ...least, indicators: Array(101).fill("a.example") }],
    ["indicators", { ...least, indicators: ["a.example", 5] }],
    ["indicators", { ...least, indicators: [""] }],
    ["indicators", { ...least, indicators: ["x".repeat(4_097)] }],
  ])("%s", (fault, value) => {
    expect(read(value)).toEqual({ ok: false, fault });
  });
});
