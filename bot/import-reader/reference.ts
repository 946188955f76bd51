import type { Format } from "#domain/import/formats/define.ts";
import { mostRows } from "#domain/import/gather.ts";
import { refusedContents } from "#domain/import/sniff.ts";
import { advised } from "../views/parts/advice.ts";

/** `docs/IMPORT.md`, all of it derived from the declarations of formats. */
export function importReference(formats: readonly Format[]): string {
  return [
    "# Import",
    "",
    "Generated from the declarations in `domain/import/formats/`; `tests/unit/bot/import-reader/reference.test.ts` compares, and writes it anew with `-u`.",
    "",
    "What `/ioc import` and `npm run extract -- FILE` read of a file, what they leave out, and why. A file is told by its content; its name counts only",
    "where that leaves several ways. Nothing in a file is run, fetched or expanded beyond bounds, and each is read in a process of its own.",
    "",
    "For all formats:",
    "",
    "- What looked like an indicator and is none is named with its line and reason, never dropped without a word.",
    "- `/ioc import` leaves out what stands at a server of the taskforce's roster or below it: names, links and addresses. They are named with their line.",
    "- A marking (TLP, PAP) holds for the whole file, unless it stands at a value; then the stricter of both holds for that.",
    `- Of one file at most ${mostRows.toLocaleString("en")} values are taken, and files are at most 20 MiB.`,
    "- Text is UTF-8 or UTF-16, with or without a byte order mark, or what XML or HTML names. A line that is no UTF-8 is read as Windows-1252, unless it",
    "  holds UTF-8 as well; what then stands beside its broken characters is not taken. Where the rest of the file is UTF-8, such lines are named.",
    "",
    "A file is held against the formats in this order; the last one takes what is left.",
    "",
    "| format | what |",
    "|---|---|",
    ...formats.map(({ name, label }) => `| [\`${name}\`](#${name}) | ${cell(label)} |`),
    ...formats.flatMap(section),
    "",
    "## Refused",
    "",
    "These are not read, and the answer says what to do instead.",
    "",
    ...[...refusedContents].map((advice) => `- ${advised(advice, "/")}`),
    "",
  ].join("\n");
}

const section = ({ name, label, line, reads, leavesOut }: Format): readonly string[] => [
  "",
  `## ${name}`,
  "",
  ...(reads.length === 0
    ? [`${capital(label)}.`]
    : [`${capital(label)}. What is counted as a line: ${line}. Read are:`, "", ...reads.map((one) => `- ${one}`)]),
  "",
  "| left out | why |",
  "|---|---|",
  ...leavesOut.map(([what, why]) => `| ${cell(what)} | ${cell(why)} |`),
];
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const cell = (text: string): string => text.replaceAll("|", "\\|");
