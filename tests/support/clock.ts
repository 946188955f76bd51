import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "./test-servers.ts";

/** The wall clock of processes that this test file starts from now on; our own and the servers' stay as they are. */
export interface FalseClock {
  /** Puts it off the true time by so many milliseconds, within 50 ms. */
  jump(ms: number): void;
  /** New processes get the true time again. */
  end(): void;
}

/** Loads `clock-preload.mjs` into every Node process that inherits our environment, so into the bot and not into its servers. */
export function falseClock(): FalseClock {
  const folder = temporaryFolder("clock");
  const file = join(folder, "offset");
  const jump = (ms: number): void => writeFileSync(file, String(Math.round(ms)));
  jump(0);
  const before = process.env.NODE_OPTIONS;
  process.env.NODE_OPTIONS = `${before ?? ""} --import=${import.meta.resolve("./clock-preload.mjs")}`;
  process.env.FALSE_CLOCK = file;
  return {
    jump,
    end() {
      if (before === undefined) delete process.env.NODE_OPTIONS;
      else process.env.NODE_OPTIONS = before;
      delete process.env.FALSE_CLOCK;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
