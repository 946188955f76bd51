import { readTable, tableOf } from "#domain/import/csv/read.ts";
import { shapeOf } from "#domain/import/csv/shape.ts";
import { decode } from "#domain/import/decode.ts";
import { isObject, type JsonObject, listAt, readJson, textAt } from "#domain/import/json.ts";
import { mispEvents, readMisp } from "#domain/import/misp/read.ts";
import type { ReadFile, Reading, ReadingWish } from "#domain/import/reading.ts";
import { refuse } from "#domain/import/refuse.ts";
import { isMail, sniff } from "#domain/import/sniff.ts";
import { readStix } from "#domain/import/stix/read.ts";
import { readText } from "#domain/import/text.ts";
import { type Kinds, known } from "#domain/kinds/index.ts";
import type { ReceivedFile } from "#domain/primitives/received-file.ts";
import { ok, type Result } from "#domain/primitives/result.ts";

/** Reads a file by what is in it; its name counts only where that leaves several ways. See `ReadFile`. */
export const readFile: ReadFile = async (file, wish, kinds = known) => {
  const { name, bytes } = file;
  if (bytes.length === 0) return refuse(name, "empty");
  const content = sniff(bytes);
  if (typeof content === "object") return refuse(name, content.refused);
  // what few files need is loaded when one comes, not when the bot starts
  if (content === "pdf") return (await import("#domain/import/pdf/read.ts")).readPdf(name, bytes);
  if (content === "compound") return (await import("#domain/import/mail/msg.ts")).readMsg(name, bytes);
  const text = decode(bytes);
  if (text === undefined) return refuse(name, "no-text");
  if (text.trim() === "") return refuse(name, "empty");
  if (isMail(text, name)) return (await import("#domain/import/mail/eml.ts")).readEml(name, bytes);
  // some old programs end lines with a carriage return alone
  return readData(name, text, kinds) ?? readLines(file, text.includes("\n") ? text : text.replaceAll("\r", "\n"), wish, kinds);
};

/** A file that is JSON, or says that it is; undefined for any other. */
function readData(name: string, text: string, kinds: Kinds): Result<Reading> | undefined {
  if (!/^\s*[{[]/u.test(text)) return undefined;
  const read = readJson(text);
  if (read === "too-much") return refuse(name, "deep-json");
  if (read === "broken") {
    const meant = /\.(?:json|stix2?)$/iu.test(name) || /^\s*\{\s*"/u.test(text);
    return meant ? refuse(name, "broken-json") : undefined;
  }
  if (isObject(read.value) && isStix(read.value)) return ok(readStix(read.value, kinds));
  const events = mispEvents(read.value);
  if (events) return ok(readMisp(events, kinds));
  return refuse(name, "other-json");
}

/** A bundle, or the envelope in which TAXII 2.1 hands objects out. */
function isStix(value: JsonObject): boolean {
  const objects = listAt(value, "objects");
  const id = /^[a-z0-9][a-z0-9-]{1,60}--/u;
  return textAt(value, "type") === "bundle" || objects.some((one) => isObject(one) && id.test(textAt(one, "id") ?? ""));
}

const tableName = /\.(?:csv|tsv|psv|tab)$/iu;
const tableType = /^text\/(?:csv|tab-separated-values)\b/iu;

/** A table where it is named so or looks so, else running text. */
async function readLines(file: ReceivedFile, text: string, wish: ReadingWish, kinds: Kinds): Promise<Result<Reading>> {
  const shape = shapeOf(text);
  const named = wish.columns !== undefined || tableName.test(file.name) || tableType.test(file.mimetype ?? "");
  if (!named && shape.regular < 0.9) return ok(await readText(text, kinds));
  const table = tableOf(shape, wish.columns, kinds);
  const single = table.head.every(({ cells }) => cells.length < 2);
  // no row that can be read, one column of which nothing is known, or a text with commas: nothing to ask about
  const isOpen = wish.columns === undefined && (single || !named);
  if (table.columns === undefined && (isOpen || table.head.length === 0)) return ok(await readText(text, kinds));
  return readTable(file.name, shape, table, kinds);
}
