import { lockDataFolder } from "../../../config/files/data-folder.ts";
import { readMasterKey } from "../../../config/files/master-key.ts";
import { startPostgres } from "../../../config/postgres/postgres.ts";
import type { Settings } from "../../../config/settings/settings.ts";
import { type OpenStorage, openStorage } from "../../../storage/open.ts";

/**
 * Opens the storage as the bot would, with the lease on the Matrix device, so that no bot runs meanwhile; runs the embedded
 * database for that long if there is no other. Rejects with Refusal and as `openStorage` does.
 */
export async function withOwnStorage<T>(
  settings: Settings,
  say: (line: string) => void,
  act: (storage: OpenStorage) => Promise<T>,
): Promise<T> {
  const masterKey = readMasterKey(settings.masterKeyFile);
  if (settings.databaseUrl === undefined) await lockDataFolder(settings.data, 0);
  const postgres = settings.databaseUrl === undefined ? await startPostgres({ data: settings.data, log: say }) : undefined;
  try {
    const storage = await openStorage({
      ownerUrl: postgres?.ownerUrl ?? settings.databaseUrl ?? "",
      masterKey,
      graceMs: settings.graceMs,
      lease: { how: postgres === undefined ? "wait" : "at-once" },
    });
    try {
      return await act(storage);
    } finally {
      await storage.close();
    }
  } finally {
    await postgres?.stop();
  }
}
