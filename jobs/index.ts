import { correlate } from "./correlate.ts";
import type { Jobs } from "./define.ts";

/** Every job there is. */
export const jobs: Jobs = { correlate };
