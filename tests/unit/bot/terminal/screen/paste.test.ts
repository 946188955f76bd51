import { text } from "node:stream/consumers";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { pasteFilter } from "../../../../../bot/terminal/screen/paste.ts";

async function through(...chunks: readonly (string | Uint8Array)[]): Promise<string> {
  const filter = pasteFilter();
  for (const chunk of chunks) filter.write(chunk);
  filter.end();
  return text(filter);
}
const [begin, end] = ["\x1b[200~", "\x1b[201~"];

describe("what comes from the keyboard", () => {
  test("passes as it is: letters, Enter, arrows, Tab, escape", async () => {
    for (const keys of ["/ioc list\r", "\x1b[A", "\t", "\x1b", "\x03", "日本🦉"]) expect(await through(keys)).toBe(keys);
  });
  test("Alt and Enter begin a new line of the same text; Ctrl-Z does nothing", async () => {
    expect(await through("one\x1b\rtwo\x1a")).toBe("one⏎two");
  });
  test("pasted line ends send nothing, pasted tabs complete nothing, pasted controls do nothing", async () => {
    expect(await through(`${begin}/ioc add\r\na\tb\nc\x1b[A\x03\r${end}\r`)).toBe("/ioc add⏎a b⏎c[A\r");
  });
  test("wherever the stream is cut", async () => {
    const whole = Buffer.from(`a${begin}1\n2 日本\n${end}b\r`);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: whole.length }), { maxLength: 6 }), async (cuts) => {
        const places = [0, ...cuts.toSorted((x, y) => x - y), whole.length];
        const chunks = places.slice(1).map((place, at) => whole.subarray(places[at], place));
        // a lone escape is taken for the key: no terminal sends the rest of a mark later than it
        fc.pre(chunks.every((chunk) => !(chunk.at(-1) === 0x1b && chunk.length >= 1)));
        expect(await through(...chunks)).toBe("a1⏎2 日本b\r");
      }),
    );
  });
});
