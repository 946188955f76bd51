import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** Every form in which `text` would stand if it were written raw, as hex or as base64 (at each of its three alignments). */
export function forms(text: string): readonly Buffer[] {
  const raw = Buffer.from(text, "utf8");
  const base64 = [0, 1, 2].map((shift) => {
    const encoded = Buffer.concat([Buffer.alloc(shift), raw]).toString("base64");
    // the first and last characters mix with their neighbours' bits
    const whole = Math.floor(((shift + raw.length) * 8) / 6);
    return encoded.slice(Math.ceil((shift * 8) / 6), whole);
  });
  const hex = raw.toString("hex");
  const texts = [hex, hex.toUpperCase(), ...base64, ...base64.map((each) => each.replaceAll("+", "-").replaceAll("/", "_"))];
  // bytea comes out of COPY as hex, so text that was stored in it does too
  const inBytea = base64.map((each) => Buffer.from(each).toString("hex"));
  return [raw, Buffer.from(text, "utf16le"), ...[...new Set([...texts, ...inBytea])].map((each) => Buffer.from(each))];
}

/** Which of the canaries stand in `content`, in any form. */
export function canariesIn(canaries: readonly string[], content: Buffer): readonly string[] {
  return canaries.filter((canary) => forms(canary).some((form) => content.includes(form)));
}

/** All files below a folder; what vanishes meanwhile is left out. */
export function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/** A file's content; empty if it has gone meanwhile. */
export function contentOf(path: string): Buffer {
  try {
    return statSync(path).isFile() ? readFileSync(path) : Buffer.alloc(0);
  } catch {
    return Buffer.alloc(0);
  }
}
