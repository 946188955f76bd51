import { beforeEach, describe, expect, test } from "vitest";
import { textFile } from "../../../support/text-file.ts";
import { onPostgres } from "../../storage/fresh.ts";
import { type ImportDesk, importDesk } from "./import-desk.ts";

const postgres = onPostgres();
let desk: ImportDesk;
beforeEach(async () => {
  desk = await importDesk(await postgres.open());
});

describe("the question before an import", () => {
  test("of many values shows some of each kind, and how many more there are", async () => {
    const file = textFile([...Array.from({ length: 30 }, (_, at) => `evil-${at}.example`), "198.51.100.7"]);
    expect((await desk.preview("/ioc import", { file })).split("\n").slice(0, 3)).toEqual([
      '"list[.]txt" · text · 31 values',
      "30 domain: evil-0[.]example, evil-1[.]example, evil-2[.]example, evil-3[.]example, evil-4[.]example and 25 more",
      "1 ipv4: 198[.]51[.]100[.]7",
    ]);
  });

  test("shows no more of long values than goes into a message", async () => {
    const file = textFile(Array.from({ length: 25 }, (_, at) => `https://evil.example/${"a".repeat(3_000)}${at}`));
    const shown = await desk.preview("/ioc import", { file });
    expect(shown.split("\n")[1]).toMatch(/^25 url: hxxps:.*…/u);
    expect(shown).toContain(`SHA-256 ${file.sha256}`);
    expect(shown.length).toBeLessThan(6_000);
  });
});
