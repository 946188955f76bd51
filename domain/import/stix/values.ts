import type { NotTaken } from "#domain/import/not-taken.ts";
import { accountOf, type Named, namedAt, narrows, typedAs, within, written } from "#domain/import/stix/paths.ts";
import { type Comparison, readPattern, type Test } from "#domain/import/stix/pattern.ts";
import type { Kind, Kinds } from "#domain/kinds/index.ts";

/** A value that a pattern names, before it is read as one of these kinds (absent: as what it shows). */
export interface PatternValue {
  readonly typed: string;
  readonly kinds: readonly Kind[] | undefined;
}
export interface PatternValues {
  readonly values: readonly PatternValue[];
  /** What of the pattern names no value that can be logged, each once. */
  readonly left: readonly NotTaken[];
}

const equal = new Set(["=", "==", "IN", "ISSUBSET"]);

/** The comparisons that stand together: each list holds what one AND joins. */
function together(test: Test): readonly (readonly Comparison[])[] {
  if (!("joined" in test)) return [[test]];
  const groups = test.tests.map(together);
  if (test.joined === "OR") return groups.flat();
  // of an AND over an OR every branch is taken once, not every combination of them
  const plain = groups.flatMap((one) => (one.length === 1 ? (one[0] ?? []) : []));
  return [plain, ...groups.filter((one) => one.length > 1).flat()];
}

/** What a STIX pattern names; undefined if it is none (STIX 2.1, section 9). Negated comparisons name nothing. */
export function patternValues(pattern: string, ofKinds?: Kinds): PatternValues | undefined {
  const tests = readPattern(pattern);
  if (tests === undefined) return undefined;
  const values: PatternValue[] = [];
  const left: NotTaken[] = [];
  let beside: NotTaken[] = [];
  for (const comparisons of tests.flatMap(together)) {
    const named = comparisons.filter(({ negated, operator }) => !negated && equal.has(operator));
    const path = pathOf(named);
    const account = named.find((one) => written(one.path) === "user-account:account_type")?.values[0]?.toLowerCase();
    if (path !== undefined) values.push(path);
    for (const one of path === undefined ? named : named.filter(({ path: at }) => !fileParts.has(written(at)))) {
      const kinds = kindsOf(one, account, ofKinds);
      if (kinds === undefined) (narrows(one.path) ? beside : left).push({ code: "path", path: written(one.path) });
      else
        for (const value of one.values) values.push({ typed: typedAs(kinds, value, ofKinds), kinds: kinds === "any" ? undefined : kinds });
    }
    for (const { path: at, operator, negated } of comparisons)
      if (!equal.has(operator) && !negated && operator !== "!=" && operator !== "<>") {
        const into = narrows(at) ? beside : left;
        into.push({ code: "comparison", path: written(at), operator });
      }
  }
  if (values.length > 0) beside = [];
  const all = [...left, ...beside];
  return {
    values,
    left: values.length === 0 && all.length === 0 ? ["no-value"] : [...new Map(all.map((why) => [JSON.stringify(why), why])).values()],
  };
}

/** `account` is the service of the account that the same test names. */
function kindsOf({ path, operator }: Comparison, account: string | undefined, ofKinds: Kinds | undefined): Named | undefined {
  const kinds = namedAt(path, ofKinds);
  const service = path[0] === "user-account" && kinds !== undefined ? accountOf(account, ofKinds) : undefined;
  if (service !== undefined) return [service];
  return kinds !== undefined && operator === "ISSUBSET" ? within(ofKinds) : kinds;
}

const fileParts = new Set(["file:name", "file:parent_directory_ref.path"]);

/** A folder and a name in one AND are one path: a rule between these two kinds. */
function pathOf(comparisons: readonly Comparison[]): PatternValue | undefined {
  const one = (path: string) => comparisons.filter((each) => written(each.path) === path && each.values.length === 1);
  const [[name], [folder]] = [one("file:name"), one("file:parent_directory_ref.path")];
  const [file, parent] = [name?.values[0], folder?.values[0]];
  if (file === undefined || parent === undefined) return undefined;
  const bar = parent.includes("/") && !parent.includes("\\") ? "/" : "\\";
  return { typed: `${parent.replace(/[\\/]$/u, "")}${bar}${file}`, kinds: ["filepath"] };
}
