import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join, normalize } from "node:path";

/** All files below a folder whose names end in `.ts`, `.js`, `.mts` or `.mjs`, as paths from the project's root. */
export const sources = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((file) => join(folder, file))
    .filter((file) => /\.m?[jt]s$/u.test(file));
/** Files that nobody writes by hand a second time. */
export const generated = (file: string): boolean => file.includes("/migrations/") || file.includes("/fixtures/");
export const read = (file: string): string => readFileSync(file, "utf8");

const importForm =
  /(?:^\s*(?:import|export)\b[^;"'`]*?\bfrom\s*|^\s*import\s*|\b(?:import|require|import\.meta\.resolve)\s*\(\s*)["'`]([^"'`]+)["'`]/gmu;
/** Where the imports of a text lead, in any form, types included: paths from the project's root, and packages. */
export const imports = (file: string, text: string): readonly string[] =>
  [...text.matchAll(importForm)].map(([, spec = ""]) => {
    if (spec.startsWith("#")) return spec.slice(1);
    return spec.startsWith(".") ? normalize(join(dirname(file), spec)) : spec;
  });

/** Groups of files that reach each other by imports (Tarjan's strongly connected components of two files and more). */
export function circles(graph: ReadonlyMap<string, readonly string[]>): readonly (readonly string[])[] {
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const found: string[][] = [];
  function visit(file: string): void {
    const mine = index.size;
    index.set(file, mine);
    low.set(file, mine);
    stack.push(file);
    for (const to of graph.get(file) ?? []) {
      if (!graph.has(to)) continue;
      if (!index.has(to)) visit(to);
      if (stack.includes(to)) low.set(file, Math.min(low.get(file) ?? 0, low.get(to) ?? 0));
    }
    if (low.get(file) !== mine) return;
    const group = stack.splice(stack.indexOf(file));
    if (group.length > 1) found.push(group.toSorted());
  }
  for (const file of graph.keys()) if (!index.has(file)) visit(file);
  return found;
}

/** Lists of one kind: there a folder may hold more than fifteen files. */
const lists = /(?:^|\/)(?:kinds|migrations|notices|views|contract)$/u;
const most = 15;
/** Folders that hold too many files of different kinds. */
export function halls(files: readonly string[]): readonly string[] {
  const byFolder = Map.groupBy(files, dirname);
  return [...byFolder].filter(([folder, held]) => held.length > most && !lists.test(folder)).map(([folder]) => folder);
}
/** Folders that are missing: four files of one folder whose names begin with the same word. */
export function missingFolders(files: readonly string[]): readonly string[] {
  const prefixed = files.filter((file) => !file.includes("/migrations/") && basename(file).includes("-"));
  const byPrefix = Map.groupBy(prefixed, (file) => join(dirname(file), basename(file).split("-")[0] ?? ""));
  return [...byPrefix].filter(([, held]) => held.length > 3).map(([prefix]) => prefix);
}

const stem = (file: string): string => basename(file).replace(/(?:\.test)?\.m?[jt]s$/u, "");
/**
 * Test files of a level that stand elsewhere than what they test: a folder of the sources that does not exist, or the name of
 * a file that stands in another folder of the same floor.
 */
export function astray(level: string, tests: readonly string[], files: readonly string[]): readonly string[] {
  const folders = new Set(files.flatMap((file) => [dirname(file), dirname(dirname(file))]));
  return tests.filter((test) => {
    const folder = dirname(test).slice(level.length + 1);
    if (!folders.has(folder)) return true;
    const floor = folder.split("/")[0] ?? "";
    const named = files.filter((file) => stem(file) === stem(test) && file.startsWith(`${floor}/`));
    return named.length > 0 && !named.some((file) => dirname(file) === folder || dirname(file) === join(folder, stem(file)));
  });
}

/** Whether a text has more lines than a file may. */
export const isTooLong = (text: string): boolean => text.split("\n").length > mostLines + 1;
const mostLines = 250;

/** Text without its comments. */
export const withoutComments = (text: string): string => text.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$|\s\/\/ .*$/gmu, "");
/** Whether a text asks for the time or waits for it. */
export const tellsTime = (text: string): boolean =>
  /\bnew Date\(\)|\bDate\.now\b|\bperformance\.now\b|\bset(?:Timeout|Interval|Immediate)\b|\bTemporal\.Now\b/u.test(withoutComments(text));
/** Whether a text has a branch for all that it does not name. */
export const hasDefault = (text: string): boolean => /^\s*default:/mu.test(withoutComments(text));
/**
 * The names of commands that a text decides by. One of two words stands nowhere else; one of a single word is a word like any
 * other, so it counts where something is compared with it.
 */
export const namesCommands = (text: string, names: readonly string[]): readonly string[] => {
  const code = withoutComments(text);
  return names.filter((name) => {
    const literal = `["'\`]${name}["'\`]`;
    const compared = `[=!]==?\\s*${literal}|${literal}\\s*[=!]==?|\\bcase\\s+${literal}|${literal}[^\\]\\n]*\\]\\.includes\\(`;
    return new RegExp(name.includes(" ") ? literal : compared, "u").test(code);
  });
};
/** The places in a text that spell out a path of Matrix's client-server API. */
export const clientServerPaths = (text: string): readonly string[] =>
  [...withoutComments(text).matchAll(/\/_matrix\/[a-z]*|["'`]\/(?:v1|v3|r0)\/[a-z]*|\/rooms\/\$\{/gu)].map(([found]) => found);
