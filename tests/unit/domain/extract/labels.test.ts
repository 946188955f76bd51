import { expect, test } from "vitest";
import { extract } from "#domain/extract/index.ts";

const [one, two, three, four] = [
  "e7d705a3286e19ea42f587b344ee6865",
  "098f6bcd4621d373cade4e832627b4f6",
  "5d41402abc4b2a76b9719d911017c592",
  "7d793037a0760186574b0282f2f435e7",
];
const sha1 = "a94a8fe5ccb19ba61c4c0873d391e987982fbbd3";

test.each<[what: string, text: string, ...found: string[]]>([
  ["for all of a line", `JA3: ${one}, ${two} and ${three}`, `ja3 ${one}`, `ja3 ${two}`, `ja3 ${three}`],
  ["for a list", `JA3 fingerprints\n- ${one}\n- ${two}\n- ${three}`, `ja3 ${one}`, `ja3 ${two}`, `ja3 ${three}`],
  ["with a remark in brackets", `Imphash (PE): ${one}`, `imphash ${one}`],
  ["until another one", `JA3: ${one}, MD5: ${two}`, `ja3 ${one}`, `md5 ${two}`],
  ["until an empty line", `imphash ${one}\n\n${two}`, `imphash ${one}`, `md5 ${two}`],
  ["for as many digits as its own have", `imphash: ${one}, ${sha1}`, `imphash ${one}`, `sha1 ${sha1}`],
  ["of no kind here for all of a list", `Vhash: ${one}, ${two}\nMD5: ${three}`, `md5 ${three}`],
  [
    "at the head of a column",
    `| MD5 | Imphash | Name |\n|---|:-:|---|\n| ${one} | ${two} | a.exe |\n| \`${three}\` | \`${four}\` | b.exe |`,
    `md5 ${one}`,
    `imphash ${two}`,
    "filename a.exe",
    `md5 ${three}`,
    `imphash ${four}`,
    "filename b.exe",
  ],
  ["in a rule of Suricata", `(ja3.hash; content:"${one}"; sid:1;)`, `ja3 ${one}`],
  ["of a picture", `favicon hash ${one}, icon dhash ${two}`],
])("a label counts %s", (_, text, ...found) => expect(extract(text).map(({ kind, value }) => `${kind} ${value}`)).toEqual(found));
