import type { ReadFile, Reading, ReadingWish } from "#domain/import/reading.ts";
import type { Reader } from "#domain/primitives/reader.ts";
import type { ReceivedFile } from "#domain/primitives/received-file.ts";
import { fail, ok, type Result } from "#domain/primitives/result.ts";
import { line, tags } from "#domain/primitives/text.ts";
import type { ImportEntry } from "../../storage/index.ts";
import { codeOptions, typedCodes } from "../framework/code-options.ts";
import { defineCommand, maybe, named } from "../framework/define.ts";
import { ownDomains } from "../lookup/own-domains.ts";
import { entriesOf, strictestOf } from "./import-entries.ts";
import { factsOf, firstOf, shownOf, withoutOwn } from "./import-facts.ts";

const mostColumns = 20;
const columnName = /^[^\p{Cc}]{1,100}$/u;

const columns: Reader<readonly string[]> = {
  expects: "column,column",
  verbatim: true,
  read: (typed) => {
    const found = [...new Set(typed.split(",").map((one) => one.trim()))].filter((one) => one !== "");
    if (found.length > mostColumns) return fail({ code: "too-many", most: mostColumns });
    if (found.length > 0 && found.every((one) => columnName.test(one))) return ok(found);
    return fail({
      code: "unreadable",
      typed: `"${typed}"`,
      expected: "columns",
      write: { code: "write", forms: ["with:2,4", "with:address"] },
    });
  },
};

export const iocImport = defineCommand({
  name: "ioc import",
  summary:
    "Log the indicators of a file: text, CSV, STIX, MISP, OpenIOC, e-mail, HTML, XML or PDF. Write it as the caption of the file, or reply to it.",
  where: "case",
  permission: "contribute",
  effect: "logs",
  attachment: "file",
  args: {
    ...codeOptions,
    tag: maybe(named(tags, "tags, separated by commas")),
    src: maybe(named(line("a source", 200), "where it comes from")),
    with: maybe(named(columns, "columns of a CSV file that hold values: names or numbers from 1")),
    note: maybe(named(line("a note", 2000), "takes the rest of the line")),
  },
  needs: ["imports", "roster", "cases", "about"],
  suggestFor: ["upload", "load", "file"],
  examples: ["ioc import", "ioc import tlp:amber tag:phishing src:CERT-FR with:2,4"],
  async run({ args, caller, here, origin, file, now, imports, roster, cases, about }) {
    if (file === undefined) return fail({ code: "no-file" });
    const read = await reading(file, args.with, about.readFile);
    if (!read.ok) return read;
    const { reading: kept, own } = withoutOwn(read.value, await ownDomains({ roster, cases, about }, here.case));
    const wish = {
      codes: typedCodes(args),
      tags: args.tag ?? [],
      ...(args.src && { source: args.src }),
      ...(args.note && { note: args.note }),
    };
    const found = entriesOf(kept, wish, { own: here.codes, warned: about.warned, now });
    const codes = strictestOf(found.entries);
    if (codes === undefined) return fail({ code: "nothing-in-file", file: file.name, notUnderstood: firstOf(kept.notUnderstood), ...own });
    if (found.entries.some(lacksNote)) return fail({ code: "needs-option", because: "H3", option: "note" });
    const { name, sha256 } = file;
    const { format } = kept;
    const starting = { file: { name, sha256, format }, entries: found.entries, codes, by: caller.userId, origin };
    const ref = await imports.start(here.case, starting, now);
    return ok({ answer: { type: "import-started", codes, ref, ...factsOf(file, kept, found), ...own } });
  },
  async confirm({ args, here, file, imports, roster, cases, about, would: { answer } }) {
    if (file === undefined || answer.type !== "import-started") return ok(undefined);
    const read = await reading(file, args.with, about.readFile);
    if (!read.ok) return read;
    const { reading: kept } = withoutOwn(read.value, await ownDomains({ roster, cases, about }, here.case));
    const found = new Map(kept.rows.map(({ indicator }) => [`${indicator.kind} ${indicator.value}`, indicator]));
    const { ref: _ref, ...facts } = answer;
    const values = [...found.values()];
    return ok({ show: { ...facts, type: "import-asked", held: await imports.held(here.case, values), shown: shownOf(values) } });
  },
});

async function reading(file: ReceivedFile, names: readonly string[] | undefined, readFile: ReadFile | undefined): Promise<Result<Reading>> {
  if (readFile === undefined) throw new Error("no reader of files");
  const wish: ReadingWish = names === undefined ? {} : { columns: names };
  return readFile(file, wish);
}

const lacksNote = ({ particulars: { codes, note } }: ImportEntry): boolean => codes.handling.includes("H3") && note === undefined;
