import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readValues } from "#domain/paste/read.ts";
import type { Row } from "#domain/paste/row.ts";
import type { Fault } from "#domain/primitives/result.ts";
import { labelOf } from "../../../../bot/views/parts/expected.ts";
import { tokenize } from "../../../../commands/framework/line/tokenize.ts";
import { readArgs } from "../../../../commands/framework/parse.ts";
import { iocAdd } from "../../../../commands/ioc/add.ts";
import { runs } from "../../../support/runs.ts";
import { typedValues } from "./fixtures/typed-values.ts";

/** What a fault says, in short. */
function said(fault: Fault): string {
  if (fault.code === "ambiguous") return `! ${fault.typed} ${fault.choices.join(" or ")}`;
  if (fault.code === "check-digits") return `! ${fault.typed} check digits of ${labelOf(fault.expected)}`;
  if (fault.code !== "unreadable") return `! ${fault.code}`;
  const label = labelOf(fault.expected);
  return `! ${fault.typed} is not ${fault.clearly === true ? `clearly ${label.replace(/^an? /u, "one ")}` : label}`;
}
/** What becomes of a command's text, read as the bot reads it. */
function outcome(typed: string): readonly string[] {
  const args = readArgs(iocAdd.args, tokenize(`/ioc add ${typed}`, 1), 2, new Date("2026-11-24T12:00:00Z"));
  if (!args.ok) throw new Error(`not even options: ${typed}`);
  // the declaration of the command gives these types, which readArgs of any command cannot know
  const { value, type } = args.value as { value: readonly Row[]; type?: Parameters<typeof readValues>[1] };
  return readValues(value, type, 500).values.map(
    ({ line, read }) => (line > 1 ? `${line}: ` : "") + (read.ok ? `${read.value.kind} ${read.value.value}` : said(read.fault)),
  );
}

test.each(typedValues)("%j", (typed, expected) => {
  expect(outcome(typed)).toEqual(expected);
});

test("enough of them", () => {
  expect(new Set(typedValues.map(([typed]) => typed)).size).toBeGreaterThanOrEqual(120);
});

describe("whatever is typed", () => {
  const pieces = [
    "evil.example",
    "198.51.100.7",
    "NL02 ABNA 0123 4567 89",
    "+31 6 1234 5678",
    "C:\\a b\\c.exe",
    "HKCU\\Night Owl",
    "@desk",
    "a.zip",
  ];
  const others = ['"', "“", "(", ")", ",", " - ", "#", " ", "\n", "the server", "1.2.3.999", "rule X {", "}", "[.]", "é"];
  const text = fc.array(fc.constantFrom(...pieces, ...others), { maxLength: 14 }).map((all) => all.join(""));
  test("a value alone on its line is logged, whatever the other lines hold", () => {
    const quiet = fc.array(fc.constantFrom(...pieces, "the server", "1.2.3.999", "foo bar"), { maxLength: 6 });
    fc.assert(
      fc.property(quiet, quiet, (above, below) => {
        const at = above.length + 2;
        const lines = outcome(["", ...above, "hxxps://panel[.]evil[.]example/x", ...below].join("\n"));
        expect(lines).toContain(`${at}: url https://panel.evil.example/x`);
      }),
      { numRuns: runs(300) },
    );
  });
  test("a line in which something stands is never passed over on the command's own line", () => {
    fc.assert(
      fc.property(text, (typed) => {
        const [first = ""] = typed.split("\n");
        if (!/[\p{L}\d]/u.test(first)) return;
        expect(outcome(first).length).toBeGreaterThan(0);
      }),
      { numRuns: runs(500) },
    );
  });
});

test.each(["Einstufung: VS-NfD", "TLP:ROUGE", "Classification: Confidential", "RESTREINT UE"])(
  "a pasted report with %s is red",
  (marking) => {
    const rows: readonly Row[] = ["", "Report of the unit", marking, "evil.example"].map((text, at) => ({
      line: at + 1,
      text,
      ...(at === 0 && { words: [] }),
    }));
    const { values, marking: found } = readValues(rows, undefined, 500);
    expect(found).toEqual({ tlp: "red" });
    expect(values.some(({ read }) => read.ok && read.value.value === "evil.example")).toBe(true);
    expect(readValues([{ line: 1, text: `${marking} evil.example`, words: [] }], undefined, 500).marking).toEqual(
      marking.includes(":") ? { tlp: "red" } : {},
    );
  },
);
