import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { beforeAll, expect, test } from "vitest";

const root = fileURLToPath(new URL("../../..", import.meta.url));
/** Loads what a start loads, and prints it; main.ts ends the process by itself, since it does not know the setting. */
const program = `
  import { registerHooks } from "node:module";
  const loaded = [];
  registerHooks({ load: (url, context, next) => (loaded.push(url), next(url, context)) });
  process.once("exit", () => process.stdout.write(JSON.stringify(loaded)));
  await import("./bot/lazy.ts");
  await import("./bot/main.ts");`;

/** Packages, and folders of ours below the root, that a start has loaded. */
let loaded: ReadonlySet<string>;
beforeAll(() => {
  const { stdout } = spawnSync(process.execPath, ["--input-type=module", "-e", program], {
    cwd: root,
    env: { LIAISON_NO_SETTING: "1" },
    encoding: "utf8",
    timeout: 60_000,
  });
  const urls: readonly string[] = JSON.parse(stdout);
  const paths = urls.filter((url) => url.startsWith("file:")).map((url) => fileURLToPath(url).slice(root.length));
  loaded = new Set(paths.map((path) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/u.exec(path)?.[1] ?? path.split("/").slice(0, -1).join("/")));
}, 60_000);

test.each(["pg", "@matrix-org/matrix-sdk-crypto-wasm", "commands/ioc", "bot/views"])("a start loads %s", (name) => {
  expect(loaded).toContain(name);
});

// what each of them costs: `npm run bench -- loading`
test.each([
  "@mikro-orm/core",
  "@mikro-orm/migrations",
  "bullmq",
  "ioredis",
  "libphonenumber-js",
  "@noble/curves",
  "pdfjs-dist",
  "postal-mime",
  "config/sandbox",
  "bot/terminal/session",
  "bot/terminal/story",
])("a start does not load %s", (name) => {
  expect(loaded).not.toContain(name);
});
