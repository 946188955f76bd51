import { statSync } from "node:fs";

/** What one check of the doctor found: "warn" can wait, "FAIL" keeps Liaison from its work. `says` also tells what to do. */
export interface Finding {
  readonly level: "ok" | "warn" | "FAIL";
  readonly what: string;
  readonly says: string;
}

export const ok = (what: string, says: string): Finding => ({ level: "ok", what, says });
export const warn = (what: string, says: string): Finding => ({ level: "warn", what, says });
export const fail = (what: string, says: string): Finding => ({ level: "FAIL", what, says });

/** `FAIL  master key: …` */
export const lineOf = ({ level, what, says }: Finding): string => `${level.padEnd(4)}  ${what}: ${says}`;

/** Permission bits in octal; undefined if there is nothing at that path. */
export function modeOf(path: string): number | undefined {
  const found = statSync(path, { throwIfNoEntry: false });
  return found && found.mode & 0o777;
}
