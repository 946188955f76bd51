import { expect, test } from "vitest";
import { drawWords } from "../../../../storage/cases/code-words.ts";

test("two plain words, longer when the short ones are scarce", () => {
  for (let drawn = 0; drawn < 500; drawn++) expect(drawWords(drawn % 10)).toMatch(/^[a-z]+ [a-z]+$/u);
  expect(drawWords(10)).toMatch(/^[a-z]+ [a-z]+ [a-z]+$/u);
  expect(drawWords(35)).toMatch(/^[a-z]+( [a-z]+){4}$/u);
});
