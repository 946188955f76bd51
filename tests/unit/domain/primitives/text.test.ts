import { expect, test } from "vitest";
import { line, tags } from "#domain/primitives/text.ts";

const now = new Date(0);

test("one line: trimmed, of limited length, without control characters", () => {
  const title = line("a title", 5);
  expect(title.read(" a\tb ", now)).toEqual({ ok: true, value: "a b" });
  for (const typed of ["", "  ", "sixsix", "a\u0007", "a\nb"]) expect(title.read(typed, now), typed).toMatchObject({ ok: false });
});

test("tags: lower case, each once", () => {
  expect(tags.read("C2, #Loader,c2,", now)).toEqual({ ok: true, value: ["c2", "loader"] });
  for (const typed of ["", ",", "a b", "<b>", "x".repeat(65)]) expect(tags.read(typed, now), typed).toMatchObject({ ok: false });
  expect(tags.read(Array.from({ length: 21 }, (_, index) => `t${index}`).join(), now)).toMatchObject({
    fault: { code: "too-many", most: 20 },
  });
});
