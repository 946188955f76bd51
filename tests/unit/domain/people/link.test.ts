import { expect, test } from "vitest";
import { linkedUser, markdownLink } from "#domain/people/link.ts";

test.each([
  "https://matrix.to/#/@anna.v:agency.example",
  "https://matrix.to/#/%40anna.v%3Aagency.example",
  "https://matrix.to/#/@anna.v:agency.example?via=agency.example",
  "http://MATRIX.to/#/@anna.v:agency.example",
  "https://chat.agency.example/#/user/@anna.v:agency.example",
  "matrix:u/anna.v:agency.example",
  "matrix:user/anna.v%3Aagency.example?action=chat",
])("%s leads to a user", (link) => {
  expect(linkedUser(link)).toBe("@anna.v:agency.example");
});

test.each([
  "https://matrix.to/#/!room:agency.example",
  "https://matrix.to/#/%zz",
  "https://agency.example/@anna.v:agency.example",
  "matrix:r/room:agency.example",
  "@anna.v:agency.example",
  "",
])("%j leads to nobody", (link) => {
  expect(linkedUser(link)).toBeUndefined();
});

test.each([
  ["[Anna](https://x.example)", "Anna"],
  [String.raw`[Anna \[NL\]](https://x.example)`, String.raw`Anna \[NL\]`],
  ["[Anna [NL]](https://x.example)", "Anna [NL]"],
  ["[Vries, Anna de](<https://x.example>)", "Vries, Anna de"],
  ['[Anna](https://x.example "title")', "Anna"],
])("%s has a label", (text, label) => {
  expect(new RegExp(`^${markdownLink}$`, "u").exec(text)?.[1]).toBe(label);
});

test("brackets that nothing closes take no more than linear time", () => {
  const pattern = new RegExp(markdownLink, "uy");
  const started = performance.now();
  for (const text of ["[".repeat(60_000), `[${"[a]".repeat(20_000)}`, `[${"\\[".repeat(30_000)}`])
    for (let at = 0; at < 60_000; at += 50) {
      pattern.lastIndex = at;
      expect(pattern.test(text)).toBe(false);
    }
  expect(performance.now() - started).toBeLessThan(2_000);
});
