import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";

/** What became of a run of tests. */
export type Trial =
  | { readonly how: "green" }
  /** A test saw it: the first one that failed. */
  | { readonly how: "red"; readonly test: string; readonly why: string }
  /** It did not come to a test: a file could not be loaded, a hook failed, or nothing ended. */
  | { readonly how: "broken"; readonly why: string };

interface Report {
  readonly testResults: readonly {
    readonly message?: string;
    readonly status: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly failureMessages: readonly string[] | null;
    }[];
  }[];
}

/** A run that takes longer hangs, which no test has noticed. */
const longestMs = 8 * 60_000;
/** What a mistake of the list itself looks like: the product with it does not run at all. */
const noProgram = /^(?:SyntaxError|ReferenceError)\b/u;

const running = new Set<ChildProcess>();
/** Ends what runs. */
export function endTrials(): void {
  for (const child of running) child.kill("SIGTERM");
}

/** Which tests: all of these files, or those with one of these titles. */
export interface Chosen {
  readonly tests: readonly string[];
  readonly titles?: readonly string[];
}

/** Runs tests in this folder, with `bail` only up to the first failure. */
export async function tryTests(folder: string, { tests, titles = [] }: Chosen, bail: boolean): Promise<Trial> {
  const report = join(folder, "mutant-report.json");
  rmSync(report, { force: true });
  const vitest = join(folder, "node_modules", "vitest", "vitest.mjs");
  const options = ["--reporter=json", `--outputFile=${report}`, ...(bail ? ["--bail=1"] : [])];
  if (titles.length > 0) options.push(`--testNamePattern=${titles.map((title) => RegExp.escape(title)).join("|")}`);
  const child = spawn(process.execPath, [vitest, "run", ...tests, ...options], {
    cwd: folder,
    env: { ...process.env, PROPERTY_RUNS: "100" },
    stdio: "ignore",
  });
  running.add(child);
  const timer = setTimeout(() => child.kill("SIGKILL"), longestMs);
  const code = await new Promise<number | null>((resolve) => {
    child.once("error", () => resolve(null));
    child.once("close", resolve);
  });
  clearTimeout(timer);
  running.delete(child);
  if (!existsSync(report)) return { how: "broken", why: "the tests did not end" };
  // what vitest's own reporter writes
  return verdict(JSON.parse(readFileSync(report, "utf8")) as Report, code);
}

/** What a report says. A file that could not be loaded has no tests, one whose hook failed none that ran. */
export function verdict({ testResults }: Report, code: number | null): Trial {
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
  const failed = tests.filter(({ status }) => status === "failed");
  const messageOf = (one: (typeof failed)[number]) => one.failureMessages?.[0]?.split("\n")[0] ?? "";
  const seen = failed.find((one) => !noProgram.test(messageOf(one)));
  if (seen !== undefined) return { how: "red", test: seen.fullName, why: messageOf(seen) };
  const [first] = failed;
  if (first !== undefined) return { how: "broken", why: messageOf(first) };
  const unloaded = testResults.find(({ status }) => status === "failed");
  if (unloaded !== undefined) return { how: "broken", why: unloaded.message?.split("\n")[0] ?? "a file could not run" };
  if (code !== 0) return { how: "broken", why: `the tests ended with ${code}` };
  return tests.some(({ status }) => status === "passed") ? { how: "green" } : { how: "broken", why: "no test ran" };
}
