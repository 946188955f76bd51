// How Node is started for the bot: what it costs in memory is decided here, on purpose. `npm run bench -- loading memory` measures it.
import { join } from "node:path";

/** A URL, since `--import` takes no bare path. */
const directImports = new URL("./direct-imports.mjs", import.meta.url).href;

/** MB of heap without LIAISON_HEAP. */
const usualHeap = 512;
const isHeap = (text) => /^\d{3,5}$/u.test(text ?? "");

/** Arguments before the file that Node runs. */
export const nodeArgs = (env) => [
  "--import",
  directImports,
  // Young objects stand in three spaces of this many MB. Node's own choice, up to 32, is for servers that make garbage faster than the bot
  // does: they filled to 100 MB and never shrank, for commands that are answered as fast with 2.
  "--max-semi-space-size=2",
  // What a start loads stays, 25 MB of it: without this V8 looks through all of that time and again while it grows.
  "--initial-old-space-size=32",
  // With 50 rooms 60 MB are in use. The rest is for large files, and a leak ends the process before it takes the machine. It holds for
  // each thread and goes before a thread's own limit (Node.js, "resourceLimits"), so it equals that of the reader of files.
  `--max-old-space-size=${isHeap(env.LIAISON_HEAP) ? env.LIAISON_HEAP : usualHeap}`,
];

/** Environment beside what is given, which goes first. */
export const nodeEnv = (root) => ({
  // Node keeps what it has compiled (and the types taken off) for the next start, which takes half as long to load.
  NODE_COMPILE_CACHE: join(root, ".cache", "compile"),
  // glibc gives each thread an arena of its own and returns little of it; allocations of the bot are made by one thread.
  MALLOC_ARENA_MAX: "1",
});
