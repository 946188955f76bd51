import { spawnSync } from "node:child_process";
import { appendFileSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A folder on a file system of its own, which can be filled to the last byte. */
export interface SmallDisk {
  fill(): void;
  free(): void;
  /** Unmounts it: the folder is again as it was before. */
  remove(): void;
}

const megabytes = 320;

/** Moves a folder that nobody uses, with all that is in it, onto a small tmpfs. Undefined where this user may mount nothing. */
export function smallDisk(folder: string): SmallDisk | undefined {
  const { uid, gid, mode } = statSync(folder);
  const copy = mkdtempSync(join(tmpdir(), "liaison-disk-"));
  const as = `size=${megabytes}m,uid=${uid},gid=${gid},mode=${(mode & 0o777).toString(8)}`;
  try {
    // cp keeps owners, which a server insists on
    if (run("cp", "-a", `${folder}/.`, copy) && run("mount", "-t", "tmpfs", "-o", as, "tmpfs", folder))
      run("cp", "-a", `${copy}/.`, folder);
    else return undefined;
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
  const filler = join(folder, "filler");
  return {
    fill() {
      for (let size = 1 << 20; size > 0; ) {
        try {
          appendFileSync(filler, Buffer.alloc(size));
        } catch (error) {
          if (!(error instanceof Error && "code" in error && error.code === "ENOSPC")) throw error;
          size >>= 1;
        }
      }
    },
    free: () => rmSync(filler, { force: true }),
    remove: () => void run("umount", "--lazy", folder),
  };
}

const run = (command: string, ...args: readonly string[]): boolean => spawnSync(command, args, { stdio: "ignore" }).status === 0;
