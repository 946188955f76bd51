import fc from "fast-check";
import { expect, test } from "vitest";
import { extract, indicatorsIn } from "#domain/extract/index.ts";
import { parseIndicator } from "#domain/indicators/indicator.ts";
import { known } from "#domain/kinds/index.ts";
import { runs } from "../../../support/runs.ts";

/** Those of a text that read back as another value, or none, when they are typed as they are shown. */
const fleeting = (text: string) =>
  extract(text).filter(({ kind, value }) => {
    if (known.of(kind).reading !== undefined) return false;
    const again = parseIndicator(known.of(kind).defang(value), kind);
    return !again.ok || again.value.value !== value;
  });

test.each([
  ["seen: http://evil.example/{C:\\[//]", "http://evil.example/{C:///"],
  ["seen: http://evil.example/http[//]a", "http://evil.example/http://a"],
  ["at http://evil.example/::%41C:\\[//] today", "http://evil.example/::%41C:///"],
])("what is found in %j is what its shown form reads as", (text, value) => {
  expect(fleeting(text)).toEqual([]);
  expect(extract(text).map((one) => one.value)).toContain(value);
  expect(indicatorsIn(text).map((one) => one.value)).toContain(value);
});

test("what is found in any text reads back as itself", () => {
  const pieces =
    "http hxxps :// evil . example .com / ? # @ : 8080 [ ] ( ) \\ 1 2001 db8 :: %41 [.] (dot) _ - // C:\\ { } [//] = &u=".split(" ");
  const text = fc
    .array(fc.constantFrom(...pieces, " ", "http://evil.example/", "198.51.100.7", "a@b.example"), { maxLength: 16 })
    .map((all) => all.join(""));
  fc.assert(
    fc.property(text, (typed) => {
      expect(fleeting(typed)).toEqual([]);
    }),
    { numRuns: runs(20_000) },
  );
});
