import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { lockfileOf, productionPackages } from "../../../../config/packages/lockfile.ts";
import { notices } from "../../../../config/packages/notices.ts";

const page = readFileSync("THIRD-PARTY-NOTICES.md", "utf8");

test("THIRD-PARTY-NOTICES.md is what npm run notices would write now", () => {
  expect(page).toBe(notices("."));
});

test("it names every production package, its licence and the text of it", () => {
  for (const { name, version, license } of productionPackages(lockfileOf(".")))
    expect(page).toMatch(new RegExp(`^\\| ${RegExp.escape(`${name} ${version}`)}(?: \\*)? \\| ${RegExp.escape(license)}`, "mu"));
  expect(page).toMatch(/^## .*pdfjs-dist 6.*\n\n````text\n[\s\S]*?Apache License/mu);
});
