import { expect, test } from "vitest";
import { type Codes, caseDefaults } from "#domain/codes/codes.ts";
import { isBound } from "#domain/indicators/taken-back.ts";
import { anna, bruno, clara, now } from "../../../support/stores.ts";

const red: Codes = { ...caseDefaults, tlp: "red" };
const raised = [{ at: now, by: clara, was: { codes: caseDefaults }, now: { codes: red } }];

test.each<[string, Parameters<typeof isBound>[0], typeof anna, boolean]>([
  ["what its provider took back is free", { provider: bruno, withdrawnBy: bruno, codes: caseDefaults, changes: [] }, anna, false],
  ["what another took back is not free for others", { provider: bruno, withdrawnBy: anna, codes: caseDefaults, changes: [] }, anna, true],
  ["but for its provider", { provider: bruno, withdrawnBy: anna, codes: caseDefaults, changes: [] }, bruno, false],
  [
    "what another has raised is not free for its provider",
    { provider: bruno, withdrawnBy: bruno, codes: red, changes: raised },
    bruno,
    true,
  ],
  ["nor for a third one", { provider: bruno, withdrawnBy: bruno, codes: red, changes: raised }, anna, true],
  ["but for who has raised it", { provider: bruno, withdrawnBy: bruno, codes: red, changes: raised }, clara, false],
  ["what is raised no more binds nobody", { provider: bruno, withdrawnBy: bruno, codes: caseDefaults, changes: raised }, bruno, false],
])("%s", (_what, record, by, expected) => {
  expect(isBound(record, by)).toBe(expected);
});
