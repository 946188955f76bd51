import { afterAll, describe, expect, test } from "vitest";
import { openImportReader } from "../../../../bot/import-reader/reader.ts";
import { hostileMails } from "../../../support/hostile-files/mail.ts";
import { hostileMarkup } from "../../../support/hostile-files/markup.ts";
import { hostilePdfs } from "../../../support/hostile-files/pdf.ts";
import { hostileTexts } from "../../../support/hostile-files/text.ts";
import { watched } from "../../../support/reader-processes.ts";
import { textFile } from "../../../support/text-file.ts";

/** Less work than the bot gives a file, so that the worst of them do not take a minute each. */
const bounds = { cpuSeconds: 5, memoryMb: 512, heapMb: 320 };
/** What the kernel lets a reader have at the very most, in MiB, however fast it takes it (`limits.ts`). */
const mostOfReader = bounds.memoryMb + 640;
const reader = openImportReader({ bounds, now: () => new Date() });
afterAll(() => reader.stop());

const [first, second] = hostilePdfs;
// those with one right answer give it in the test's own process as well: tests/integration/domain/import/hostile.test.ts
const open = [...hostilePdfs, ...hostileTexts, ...hostileMails, ...hostileMarkup].filter(({ gives }) => gives === undefined);

describe("what is made to do harm ends in a sentence or a reading, and costs the bot nothing", () => {
  test.each([...(first && second ? [first, second] : []), ...open])("$name: $what", async ({ what, name, make }) => {
    const file = { name, sha256: what, bytes: make() };
    expect(file.bytes.length).toBeLessThanOrEqual(20 * 1024 * 1024 + 100);
    const { done: read, cost } = await watched(() => reader.readFile(file, {}));
    if (!read.ok) expect(read.fault).toMatchObject({ code: "unreadable", write: expect.anything() });
    expect(cost.readerMb).toBeLessThan(mostOfReader);
    expect(cost.ownMb).toBeLessThan(100);
  });

  test("and the next file is read", async () => {
    expect(await reader.readFile(textFile(["evil.example"]), {})).toMatchObject({ ok: true, value: { rows: [{ line: 1 }] } });
  });
});

test("a PDF of 2 MB that expands to 1.5 GB costs less than 100 MB, its own process over one that reads a small file", async () => {
  const { cost: small } = await watched(() => reader.readFile(textFile(["bad.example"]), {}));
  for (const { make } of first && second ? [first, second] : []) {
    const bytes = make();
    expect(bytes.length).toBeLessThan(2.5 * 1024 * 1024);
    const { done, cost } = await watched(() => reader.readFile({ name: "report.pdf", sha256: "large", bytes }, {}));
    expect(done).toMatchObject({ ok: false, fault: { write: "pdf-too-large" } });
    expect(cost.readerMb - small.readerMb).toBeLessThan(100);
    expect(cost.ownMb).toBeLessThan(50);
  }
});
