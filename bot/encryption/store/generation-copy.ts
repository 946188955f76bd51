import { readFileSync } from "node:fs";
import { rename, writeFile } from "node:fs/promises";
import { EncryptionRefused } from "../faults.ts";

/** The copy of the store's generation in the data folder. It runs behind the store, never ahead of it. */
export interface GenerationCopy {
  reached(generation: number): void;
  /** Resolves when the file says what was reached. */
  settle(): Promise<void>;
}

const pauseMs = 1_000;

/** Throws EncryptionRefused "rolled-back" if the file has seen a later generation of this device's store. */
export function openGenerationCopy(path: string, deviceId: string, generation: number): GenerationCopy {
  if (seen(path, deviceId) > generation) throw new EncryptionRefused("rolled-back");
  let latest = generation;
  let saved = -1;
  let timer: NodeJS.Timeout | undefined;
  let saving: Promise<void> = Promise.resolve();
  const save = (): Promise<void> => {
    timer = undefined;
    saving = saving.then(async () => {
      if (saved === latest) return;
      const now = latest;
      await writeFile(`${path}.new`, JSON.stringify({ deviceId, generation: now }), { mode: 0o600 });
      await rename(`${path}.new`, path);
      saved = now;
    });
    return saving;
  };
  return {
    reached(now) {
      latest = now;
      // A full disk must not stop the bot for a copy; the next write tries again.
      timer ??= setTimeout(() => void save().catch(() => {}), pauseMs).unref();
    },
    async settle() {
      clearTimeout(timer);
      await save();
    },
  };
}

/** 0 if there is no file, it is unreadable (a crash of the machine), or it speaks of another device. */
function seen(path: string, deviceId: string): number {
  const copy = read(path);
  return copy?.deviceId === deviceId && typeof copy.generation === "number" ? copy.generation : 0;
}

/** The device whose store the file speaks of. */
export function generationDevice(path: string): string | undefined {
  const id = read(path)?.deviceId;
  return typeof id === "string" ? id : undefined;
}

function read(path: string): { readonly deviceId?: unknown; readonly generation?: unknown } | undefined {
  try {
    return JSON.parse(readFileSync(path, "utf8")) ?? undefined;
  } catch {
    return undefined;
  }
}
