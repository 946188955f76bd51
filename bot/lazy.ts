// What works, as against what it works on. main.ts loads it while the encryption machine is compiled.
export { openSources } from "../jobs/sources/index.ts";
export { openImportReader } from "./import-reader/reader.ts";
export { startBot } from "./start-bot.ts";
export { startJobs } from "./start-jobs.ts";
export { startWebhooks } from "./start-webhooks.ts";

/** Loaded only when it is opened. */
export const queueOf = async (...given: Parameters<typeof import("./open-queue.ts").queueOf>) =>
  (await import("./open-queue.ts")).queueOf(...given);
/** Loaded only where it is played. */
export const playStory = async (...given: Parameters<typeof import("./terminal/story/play.ts").playOnce>) =>
  (await import("./terminal/story/play.ts")).playOnce(...given);
