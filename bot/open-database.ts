import type { Settings } from "../config/settings/settings.ts";
import { LeaseLost } from "../storage/index.ts";
import { type OpenStorage, openStorage } from "../storage/open.ts";
import { WrongMasterKey } from "../storage/sealing/keyring.ts";
import type { MasterKey } from "./master-key.ts";

/** Nobody watches the sandbox's homeserver, and its story is not to wait for a minute. */
export const tickOf = ({ tickMs, sandbox }: Pick<Settings, "tickMs" | "sandbox">): number => tickMs ?? (sandbox ? 0 : 30_000);

/**
 * Opens the storage with the lease on the Matrix device. On the embedded database it is taken at once: nobody else can be
 * connected to a server that this process has just started. Rejects as `openStorage` does.
 */
export const openDatabase = (options: {
  readonly settings: Pick<Settings, "standby" | "graceMs" | "tickMs" | "sandbox">;
  readonly ownerUrl: string;
  readonly masterKey: MasterKey;
  readonly embedded: boolean;
  readonly lost: (why: LeaseLost) => void;
}): Promise<OpenStorage> =>
  openStorage({
    ownerUrl: options.ownerUrl,
    masterKey: options.masterKey.key,
    graceMs: options.settings.graceMs,
    tickMs: tickOf(options.settings),
    shared: !options.embedded,
    lease: {
      how: options.embedded ? "at-once" : options.settings.standby ? "standby" : "wait",
      onLost: () => options.lost(new LeaseLost()),
    },
  }).catch((fault: unknown) => {
    if (fault instanceof WrongMasterKey) options.masterKey.takeBack();
    throw fault;
  });
