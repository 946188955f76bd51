import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { type Indicator, storedIndicator } from "#domain/indicators/indicator.ts";
import { openWarningLists } from "../jobs/sources/warning-lists/source.ts";

/** Entries of each list. */
const entries = Number(process.argv[2] ?? 1_000_000);
const lookUps = 300_000;

const address = (index: number): string => [11 + (index >> 24), index >> 16, index >> 8, index].map((part) => part & 255).join(".");
const name = (index: number): string => `host-${((index * 2_654_435_761) >>> 0).toString(36)}.example`;
const lists: Readonly<Record<string, readonly [entry: (index: number) => string, asked: (index: number) => Indicator]>> = {
  string: [name, (index) => storedIndicator("domain", name(index))],
  hostname: [name, (index) => storedIndicator("domain", `a.b.${name(index)}`)],
  cidr: [(index) => `${address(index * 2)}/32`, (index) => storedIndicator("ipv4", address(index))],
  "cidr, IPv6": [
    (index) => `2001:db8:${(index >> 16).toString(16)}:${(index & 0xffff).toString(16)}::/64`,
    (index) => storedIndicator("ipv6", `2001:db8:${(index >> 16).toString(16)}:${(index & 0xffff).toString(16)}::7`),
  ],
  substring: [(index) => `${name(index)}/`, (index) => storedIndicator("url", `http://${name(index)}/a`)],
};

const megabytes = (): number => {
  const { rss } = process.memoryUsage();
  return Math.round(rss / 1_048_576);
};
for (const [type, [entry, asked]] of Object.entries(lists)) {
  const folder = mkdtempSync(join(tmpdir(), "liaison-bench-"));
  mkdirSync(join(folder, "lists", "long"), { recursive: true });
  const list = Array.from({ length: entries }, (_, index) => entry(index));
  const text = JSON.stringify({ name: "long", version: 1, description: "made up", type: type.split(",")[0], list });
  writeFileSync(join(folder, "lists", "long", "list.json"), text);
  const before = megabytes();
  const began = performance.now();
  const open = await openWarningLists(folder, ({ reason, count }) => process.stdout.write(`  ${reason} ${count ?? ""}\n`));
  const loaded = performance.now() - began;
  const values = Array.from({ length: lookUps }, (_, index) => asked((index * 7) % (entries * 2)));
  const start = performance.now();
  let found = 0;
  for (const value of values) if (open.warned(value) !== undefined) found += 1;
  const rate = Math.round(lookUps / ((performance.now() - start) / 1_000));
  process.stdout.write(
    `${type}: ${open.held().entries} entries, ${(loaded / 1_000).toFixed(1)} s to load, ${rate} look-ups/s (${found} found), ${megabytes() - before} MB more\n`,
  );
  open.close();
  rmSync(folder, { recursive: true });
}
