import { expect, test } from "vitest";
import { hostileMails } from "../../../support/hostile-files/mail.ts";
import { hostileMarkup } from "../../../support/hostile-files/markup.ts";
import { hostilePdfs } from "../../../support/hostile-files/pdf.ts";
import { hostileTexts } from "../../../support/hostile-files/text.ts";
import { advice, reading, values } from "../../../unit/domain/import/reading.ts";

const decided = [...hostilePdfs, ...hostileTexts, ...hostileMails, ...hostileMarkup].filter(({ gives }) => gives !== undefined);

// what has no one right answer is read under the limits of a process: tests/integration/bot/import-reader/hostile.test.ts
test.each(decided)("$name: $what has its sentence, or its values", async ({ name, make, gives = [] }) => {
  if (gives instanceof RegExp) expect(await advice(name, make())).toMatch(gives);
  else expect(values(await reading(name, make()))).toEqual(gives);
});
