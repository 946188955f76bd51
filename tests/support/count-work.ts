// Run by itself: counts how often the blocks of our own code run for a text of each shape, short and long, and prints that as JSON.
// Coverage is on before any of that code is loaded, so that every block has a counter; the counts are the same in each run.
import { Session } from "node:inspector/promises";
import process from "node:process";

const root = new URL("../..", import.meta.url).href;
const session = new Session();
session.connect();
await session.post("Profiler.enable");
await session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: true });

const { inCase, world } = await import("./stores.ts");
const { render } = await import("../../bot/views/index.ts");
const { shapes, textOf } = await import("./doubling.ts");

/** How often blocks have run since this was asked last. */
async function counted(): Promise<number> {
  const { result } = await session.post("Profiler.takePreciseCoverage");
  return result
    .filter(({ url }) => url.startsWith(root) && !url.includes("/node_modules/"))
    .flatMap(({ functions }) => functions.flatMap(({ ranges }) => ranges.map(({ count }) => count)))
    .reduce((sum, count) => sum + count, 0);
}

/** From the text of a message to its answer. */
async function work(text: string): Promise<number> {
  await counted();
  const outcome = await world("lead").reach(text, inCase());
  if (outcome !== undefined && outcome !== "store") render(outcome.answer, { prefix: outcome.prefix });
  return counted();
}

const found: (readonly [short: number, long: number])[] = [];
for (const shape of shapes) {
  // what is made once is made
  await work(textOf(shape, 1_000));
  const { from = 4_000 } = shape;
  found.push([await work(textOf(shape, from)), await work(textOf(shape, 2 * from))]);
}
process.stdout.write(JSON.stringify(found));
