import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Warned } from "#domain/enrichment.ts";
import type { Kind } from "#domain/indicator.ts";
import { listsOf, type WarningList, warningOf } from "#domain/warning-lists.ts";
import { type Source, UnreadableSource } from "./define.ts";

/** Lists that come with the program. */
const shipped = join(import.meta.dirname, "data", "warning-lists");

const kinds: readonly Kind[] = ["ipv4", "ipv6", "ipv4-cidr", "ipv6-cidr", "domain", "url", "email", "md5", "sha1", "sha256", "sha512"];

/**
 * Warning lists in MISP's format (github.com/MISP/misp-warninglists, `list.json`): the shipped ones and those of the
 * operator's folder. Throws UnreadableSource.
 */
export function openWarningLists(folder: string | undefined): { readonly source: Source; readonly warned: Warned } {
  const lists = listsOf([shipped, ...(folder === undefined ? [] : [folder])].flatMap(readFolder));
  const warned: Warned = (indicator) => warningOf(lists, indicator);
  const source: Source = {
    name: "warning-lists",
    reach: "local",
    discloses: "nothing",
    ceiling: { tlp: "red", pap: "red" },
    kinds,
    async look(indicator) {
      const list = warned(indicator);
      return list === undefined ? undefined : { source: "warning-lists", facts: [`on "${list}"`] };
    },
  };
  return { source, warned };
}

function readFolder(folder: string): readonly WarningList[] {
  return filesIn(folder).map((file) => {
    const read = readList(file);
    if (read === undefined) throw new UnreadableSource(file);
    return read;
  });
}

function filesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith(".json"))
      .sort()
      .map((name) => join(folder, name));
  } catch {
    throw new UnreadableSource(folder);
  }
}

function readList(file: string): WarningList | undefined {
  let read: unknown;
  try {
    read = JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
  if (typeof read !== "object" || read === null || !("name" in read) || !("list" in read) || !("type" in read)) return undefined;
  const { name, list, type } = read;
  if (typeof name !== "string" || !Array.isArray(list) || (type !== "cidr" && type !== "hostname" && type !== "string")) return undefined;
  return { name, type, list: list.filter((entry): entry is string => typeof entry === "string") };
}
