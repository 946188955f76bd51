import type { SerializedError } from "vitest";
import type { Reporter, TestModule } from "vitest/node";

/**
 * Counts for `N passed, N failed`. A file that could not run (its import or a hook failed) counts as one failure even if
 * none of its tests did. Under the bootstrap the counts are sent to it, since only it can write the very last line.
 */
export default class Counts implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], faults: readonly SerializedError[]): void {
    let passed = 0;
    let failed = faults.length;
    for (const file of modules) {
      const before = failed;
      for (const test of file.children.allTests()) {
        if (test.result().state === "passed") passed++;
        if (test.result().state === "failed") failed++;
      }
      if (failed === before && !file.ok()) failed++;
    }
    if (process.send) process.send({ passed, failed });
    else process.on("exit", () => process.stdout.write(`\n${passed} passed, ${failed} failed\n`));
  }
}
