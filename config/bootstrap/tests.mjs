// Runs the tests so that the last line of the output is always `N passed, N failed` and tells the truth.
import process from "node:process";
import { run } from "./run.mjs";

/** Runs vitest; the reporter (`tests/support/reporter.ts`) sends the counts. Resolves to vitest's exit code. */
export async function runTests(node, args, options) {
  let counts = { passed: 0, failed: 0 };
  const { code } = await run(node, args, {
    ...options,
    stdio: ["inherit", "inherit", "inherit", "ipc"],
    onStart: (child) =>
      child.on("message", (message) => {
        counts = message;
      }),
  });
  // a run that ended badly without a failed test (it crashed, or found none) is a failure as well
  const failed = code === 0 ? counts.failed : Math.max(counts.failed, 1);
  process.stdout.write(`\n${counts.passed} passed, ${failed} failed\n`);
  return code ?? 1;
}

const options = { "--runs": "FAULT_RUNS", "--seed": "FAULT_SEED" };

/** Takes `--runs 200` and `--seed 7` (also with `=`) out of the arguments: the fault tests read them from the environment. */
export function faultSettings(args) {
  const settings = {};
  const rest = [];
  for (let at = 0; at < args.length; at++) {
    const [name, value] = args[at].split("=", 2);
    if (!Object.hasOwn(options, name)) rest.push(args[at]);
    else settings[options[name]] = value ?? args[++at] ?? "";
  }
  return { settings, rest };
}
