import { expect, test } from "vitest";
import type { ReadFile } from "#domain/import/reading.ts";
import { fail, ok } from "#domain/primitives/result.ts";
import { openMemory } from "../../../../bot/import-reader/memory.ts";
import { indicator, textFile } from "../../../support/text-file.ts";

/** A memory over a reader that takes so many rows for what a file's name says. */
function desk() {
  const state = { now: new Date("2026-11-02T14:00:00Z"), read: 0 };
  const row = { line: 1, indicator: indicator("evil.example") };
  const read: ReadFile = async ({ name }) => {
    state.read++;
    if (name === "bad") return fail({ code: "unreadable", typed: name, expected: "file" });
    return ok({ format: "text", rows: Array.from({ length: Number(name) }, () => row), marking: {}, notUnderstood: [] });
  };
  const memory = openMemory(read, () => state.now);
  return {
    state,
    /** How often it was read for this one. */
    async ask(name: string, columns?: readonly string[]): Promise<number> {
      const before = state.read;
      await memory(textFile([name], name), columns ? { columns } : {});
      return state.read - before;
    },
  };
}

test("the question, the answer and the deed share one reading, for this file and this wish, as long as a code lives", async () => {
  const { state, ask } = desk();
  expect(await ask("3")).toBe(1);
  expect(await ask("3")).toBe(0);
  expect(await ask("3", ["1"])).toBe(1);
  expect(await ask("3")).toBe(0);
  state.now = new Date("2026-11-02T14:10:00Z");
  expect(await ask("3")).toBe(1);
});

test("several files are remembered side by side, the oldest only as long as all are few rows", async () => {
  const { ask } = desk();
  for (const name of ["90000", "80000", "20000"]) expect(await ask(name)).toBe(1);
  for (const name of ["90000", "80000", "20000"]) expect(await ask(name)).toBe(0);
  expect(await ask("200000")).toBe(1);
  expect(await ask("200000")).toBe(0);
  for (const name of ["20000", "80000"]) expect(await ask(name)).toBe(1);
});

test("a fault is not remembered", async () => {
  const { ask } = desk();
  expect(await ask("bad")).toBe(1);
  expect(await ask("bad")).toBe(1);
});
