import { spawnSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { temporaryFolder } from "./test-servers.ts";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
/** What `config/bootstrap/checkers.mjs` installs. */
const python = here("../../.cache/checkers/bin/python");

function checked(args: readonly string[], name: string, content: string): string {
  const folder = temporaryFolder("checked");
  try {
    const file = join(folder, name);
    writeFileSync(file, content);
    // a proxy that leads nowhere: whatever would be fetched fails
    const env = { PATH: "/usr/bin:/bin", HOME: folder, HTTPS_PROXY: "http://127.0.0.1:9", HTTP_PROXY: "http://127.0.0.1:9" };
    const { status, stdout, stderr } = spawnSync(python, [...args, file], {
      encoding: "utf8",
      env,
      cwd: folder,
      maxBuffer: 64 * 1024 * 1024,
    });
    if (status !== 0) throw new Error(`refused:\n${stdout}\n${stderr}`);
    return stdout;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Judges a bundle with the OASIS validator, every recommendation taken for a rule. Throws with what it says. */
export const checkStix = (bundle: string): string =>
  checked(["-m", "stix2validator.scripts.stix2_validator", "--version", "2.1", "--strict", "--enforce-refs"], "bundle.json", bundle);

/** Loads an event with PyMISP, whose every warning counts as a fault, and hands back what it understood. Throws with what it says. */
export const readMisp = (event: string): unknown => JSON.parse(checked(["-W", "error", here("./read-misp.py")], "event.json", event));
