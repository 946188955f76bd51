import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findOfficer, officerLines, readSandbox } from "../../../../bot/terminal/officers.ts";

let data: string;
beforeAll(() => {
  data = mkdtempSync(join(tmpdir(), "liaison-officers-"));
});
afterAll(() => rmSync(data, { recursive: true }));
const anna = { userId: "@anna:x.org", password: "p", country: "NL", role: "officer" };

test("without a running sandbox a sentence says how to start one", () => {
  expect(() => readSandbox(join(data, "none"))).toThrow(/No sandbox is running on .*: start one with npm start/u);
});

test("officers are found by name, by @name and by their id, in any case", () => {
  writeFileSync(join(data, "sandbox.json"), JSON.stringify({ ready: true, homeserver: "http://127.0.0.1:1", officers: [anna] }));
  const { officers } = readSandbox(data);
  for (const name of ["anna", "@anna", "@Anna:x.org", "ANNA"]) expect(findOfficer(officers, name)).toEqual(anna);
  for (const name of ["", "ann", "@anna:y.org", "bruno"]) expect(findOfficer(officers, name)).toBeUndefined();
  expect(officerLines(officers)).toEqual(["  @anna  officer, NL"]);
});

test("a damaged file is refused by name", () => {
  for (const text of ["{", "{}", JSON.stringify({ homeserver: "x", officers: [{ userId: "anna" }] })]) {
    writeFileSync(join(data, "sandbox.json"), text);
    expect(() => readSandbox(data)).toThrow(/sandbox\.json cannot be read/u);
  }
});
