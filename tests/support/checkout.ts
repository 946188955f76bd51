import { cpSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { temporaryFolder } from "./test-servers.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
/** What a start or a developer leaves at the root, or anywhere, and a clone does not have. */
const notAtRoot = /^(?:node_modules|\.cache|\.git|data(?:\..*)?)$/u;
const notInClone = /\.log$/u;

/** A copy of this project as a newcomer has it after `git clone`, in an empty folder of its own. */
export function freshCheckout(): string {
  const folder = join(temporaryFolder("checkout"), "liaison");
  cpSync(root, folder, { recursive: true, filter: (path) => !notAtRoot.test(relative(root, path)) && !notInClone.test(basename(path)) });
  return folder;
}
