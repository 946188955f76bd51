import { expect, test } from "vitest";
import { formats } from "#domain/import/formats/index.ts";
import { importReference } from "../../../../bot/import-reader/reference.ts";

test("docs/IMPORT.md is what the declarations of formats say (vitest run -u writes it)", async () => {
  await expect(importReference(formats)).toMatchFileSnapshot("../../../../docs/IMPORT.md");
});

test("each format has a name of its own, and says what it reads or why it reads nothing", () => {
  expect(new Set(formats.map(({ name }) => name)).size).toBe(formats.length);
  for (const { reads, leavesOut } of formats) expect(reads.length + leavesOut.length).toBeGreaterThan(0);
});

test("what the document says of a format are labels, which begin small and end without a full stop", () => {
  const labels = formats.flatMap(({ line, reads, leavesOut }) => [line, ...reads, ...leavesOut.flat()]);
  expect(labels.filter((one) => !/^(?:\p{Ll}|\d|\p{Lu}{2})/u.test(one) || one.endsWith("."))).toEqual([]);
});
