import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const hook = new URL("../../../../config/bootstrap/direct-imports.mjs", import.meta.url).href;
const root = fileURLToPath(new URL("../../../..", import.meta.url));
/** Prints the URL of each module that was loaded. */
const witness = `import { registerHooks } from "node:module";
const seen = new Set();
registerHooks({ load: (url, context, next) => (seen.add(url), next(url, context)) });
process.on("exit", () => process.stdout.write(JSON.stringify([...seen].sort())));`;

function run(program: string, ...args: readonly string[]) {
  const list = ["--import", `data:text/javascript,${encodeURIComponent(witness)}`, ...args, "--input-type=module", "-e", program];
  const { stdout, stderr, status } = spawnSync(process.execPath, list, { cwd: root, encoding: "utf8" });
  return { loaded: stdout, stderr, status };
}
const everything = `await import("./storage/open.ts"); await import("./bot/encryption/client.ts"); await import("./bot/lazy.ts");`;

test("what the bot loads is what Node itself finds", () => {
  const found: readonly string[] = JSON.parse(run(everything).loaded);
  const direct: readonly string[] = JSON.parse(run(everything, "--import", hook).loaded);
  expect(direct.filter((url) => url !== hook)).toEqual(found);
  expect(found.length).toBeGreaterThan(500);
});

test("a file that is not there ends the start, and names the file", () => {
  const { status, stderr } = run(`await import("./bot/no-such.ts");`, "--import", hook);
  expect(status).toBe(1);
  expect(stderr).toContain("bot/no-such.ts");
});
