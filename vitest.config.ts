import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

/** Files that start servers share a small machine: at most two at a time, and after the quick ones. */
const withServers = {
  pool: "forks",
  maxWorkers: Math.min(2, availableParallelism()),
  testTimeout: 180_000,
  hookTimeout: 240_000,
  teardownTimeout: 30_000,
} as const;

/** A panic of the encryption machine is for ever: each of these files has a machine of its own. */
const machines = ["tests/unit/bot/encryption/**/*.test.ts"];

export default defineConfig({
  test: {
    reporters: ["default", "./tests/support/reporter.ts"],
    retry: 0,
    passWithNoTests: false,
    projects: [
      {
        test: {
          name: "quick",
          include: ["tests/*.test.ts", "tests/unit/**/*.test.ts"],
          exclude: machines,
          testTimeout: 20_000,
          // what they import is loaded once: none of them changes a module
          isolate: false,
          pool: "threads",
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: "machines",
          include: machines,
          testTimeout: 20_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: "servers",
          include: ["tests/integration/**/*.test.ts", "tests/e2e/**/*.test.ts", "tests/faults/**/*.test.ts"],
          // nothing that a test types may stand in what the bot writes
          setupFiles: ["tests/support/search-output.ts"],
          ...withServers,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
