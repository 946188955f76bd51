// What works, as against what it works on. main.ts loads it while the homeserver and the database are asked.
export { openQueue } from "../jobs/engine/queue.ts";
export { startBot } from "./bot.ts";
export { startHooks } from "./hooks.ts";
export { openImportReader } from "./import-reader.ts";
export { playOnce } from "./terminal/play.ts";
export { startWork } from "./work.ts";
