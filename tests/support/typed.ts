import { afterAll, expect } from "vitest";
import { canariesIn } from "./canaries.ts";

/** Values that are reserved for examples (RFC 2606, RFC 5737), of which the tests are made. */
const reserved = /(?:[\w-]+\.)+example\b|\b(?:192\.0\.2|198\.51\.100|203\.0\.113)\.\d{1,3}\b/giu;
const quoted = /["“”„«»]([^"“”„«»]+)["“”„«»]/gu;
const tail = /\b(?:note|reason):\s*(.+)$/gimu;
/** What a command names first, with its sign. */
const command = /^\s*(?:\/\/?|!)\s*\p{L}+(?:\s+\p{L}+)?/u;
/** A shorter text can stand anywhere by chance. */
const least = 8;

/** What of a text tells what somebody wrote: values, quotations, notes, and each line as a whole. */
export function contentIn(text: string): readonly string[] {
  const plain = text.replace(/\[(\.|:)\]/gu, "$1").replace(/^hxxp/gimu, "http");
  const found = [
    ...[...plain.matchAll(reserved)].map(([value]) => value),
    ...[...text.matchAll(quoted), ...text.matchAll(tail)].map(([, inner = ""]) => inner),
    ...text.split("\n").map((line) => line.replace(command, "")),
  ];
  return [...new Set(found.map((one) => one.trim()).filter((one) => one.length >= least))];
}

/** What was typed in this test file, and in which test first. */
const typed = new Map<string, string>();
/** All that programs have written which it started, each with its name. */
const outputs: { readonly of: string; readonly read: () => string }[] = [];

/** Whatever a test sends to the bot passes here: nothing of it may stand in what the bot writes. */
export function noteTyped(text: string): void {
  const { currentTestName = "a preparation" } = expect.getState();
  for (const one of contentIn(text)) if (!typed.has(one)) typed.set(one, currentTestName);
}

/** All output of a program; `read` gives what it has written so far. */
export const searchOutput = (of: string, read: () => string): void => void outputs.push({ of, read });

/** What was typed and stands in an output, as it is, as hex or as base64. */
export function foundInOutput(): readonly string[] {
  const all = [...typed.keys()];
  return outputs.flatMap(({ of, read }) =>
    canariesIn(all, Buffer.from(read())).map(
      (one) => `${JSON.stringify(one)}, typed in "${typed.get(one)}", stands in the output of ${of}`,
    ),
  );
}

/** At the end of each test file that starts programs (vitest.config.ts). */
export function searchAtEnd(): void {
  afterAll(() => {
    expect(foundInOutput()).toEqual([]);
  });
}
