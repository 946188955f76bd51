// What works, as against what it works on. main.ts loads it while the homeserver and the database are asked.
export { openQueue } from "../jobs/engine/queue.ts";
export { openImportReader } from "./import-reader/reader.ts";
export { startBot } from "./start-bot.ts";
export { startJobs as startWork } from "./start-jobs.ts";
export { startWebhooks } from "./start-webhooks.ts";
export { playOnce } from "./terminal/story/play.ts";
