import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type Mutant, mutated } from "./define.ts";

/** A copy of the working tree as it is, changes included, with the packages of the original. */
export interface Checkout {
  readonly folder: string;
  /** Puts the mistake in; the function that comes back takes it out again. Throws where its text does not stand exactly once. */
  breakWith(mutant: Mutant): () => void;
  remove(): void;
}

export function copyOf(root: string): Checkout {
  const folder = mkdtempSync(join(tmpdir(), "liaison-mutants-"));
  const listed = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], { cwd: root, encoding: "utf8" });
  for (const file of listed.split("\0")) {
    if (file === "" || !existsSync(join(root, file))) continue;
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    copyFileSync(join(root, file), join(folder, file));
  }
  for (const shared of ["node_modules", ".cache"])
    if (existsSync(join(root, shared)) && !existsSync(join(folder, shared))) symlinkSync(join(root, shared), join(folder, shared));
  return {
    folder,
    breakWith(mutant) {
      const path = join(folder, mutant.file);
      const before = readFileSync(path, "utf8");
      const broken = mutated(before, mutant);
      if (broken === undefined) throw new Error(`${mutant.file} does not hold this exactly once: ${mutant.from}`);
      writeFileSync(path, broken);
      return () => writeFileSync(path, before);
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
