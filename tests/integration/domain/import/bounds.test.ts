import { deflateSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { drawn, pdfFile } from "../../../support/made-files.ts";
import { advice, reading, told, values } from "../../../unit/domain/import/reading.ts";

const packed = (text: string) => ({ dictionary: "/Filter /FlateDecode", bytes: new Uint8Array(deflateSync(drawn(text).bytes)) });
const filled = (size: number, operators: string): Uint8Array => new Uint8Array(deflateSync(Buffer.alloc(size, operators)));

describe("a table", () => {
  test("at most 200,000 values and 1,000 remarks, the last of which counts the rest", { timeout: 120_000 }, async () => {
    const found = await reading(
      "a.csv",
      `ip\n${Array.from({ length: 200_500 }, (_, at) => `10.${at >> 16}.${(at >> 8) & 255}.${at & 255}`).join("\n")}\n${"no value\n".repeat(2000)}`,
    );
    expect(found.rows).toHaveLength(200_000);
    expect(found.notUnderstood).toHaveLength(1000);
    expect(told(found).at(-1)?.why).toBe(
      "500 further lines were not looked at: at most 200000 values are taken of one file; 1001 more were not understood",
    );
  });
});

describe("a PDF", () => {
  test("is not expanded beyond bounds", async () => {
    const bomb = pdfFile(["x"], () => ({ dictionary: "/Filter /FlateDecode", bytes: filled(80_000_000, "q Q ") }));
    expect(bomb.length).toBeLessThan(200_000);
    expect(await advice("a.pdf", bomb)).toMatch(/^It holds more than 64 MiB/u);
  });

  test("a bomb that is called a picture is blanked, not expanded", async () => {
    const made = pdfFile(["evil.example", "bomb"], (text) =>
      text === "bomb" ? { dictionary: "/Subtype /Image /Filter /FlateDecode", bytes: filled(300_000_000, "q Q ") } : packed(text),
    );
    expect(values(await reading("a.pdf", made))).toEqual(["1 domain evil.example"]);
  });
});
