import { cpSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { temporaryFolder } from "./services.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
/** What a start or a developer leaves in a folder and a clone does not have. */
const notInClone = /^(?:node_modules|\.cache|\.git|data(?:\..*)?|.*\.log)$/u;

/** A copy of this project as a newcomer has it after `git clone`, in an empty folder of its own. */
export function freshCheckout(): string {
  const folder = join(temporaryFolder("checkout"), "liaison");
  cpSync(root, folder, { recursive: true, filter: (path) => path === root || !notInClone.test(basename(path)) });
  return folder;
}
