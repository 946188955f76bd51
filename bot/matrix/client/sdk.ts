import { createRequire, Module } from "node:module";
import type * as Sdk from "matrix-bot-sdk";
import { requestByFetch } from "./fetch.ts";

export type { MatrixClient, RoomCreateOptions } from "matrix-bot-sdk";

const fromHere = createRequire(import.meta.url);
const index = fromHere.resolve("matrix-bot-sdk");
const fromSdk = createRequire(index);

/**
 * The SDK's client without its index, which would load its servers for appservices as well: its metrics ask that for the log alone.
 * None of the packages that the SDK names is installed (`overrides` in package.json): an empty one stands for each. For its stores of
 * keys, which need a part of one, an empty module does.
 */
function load(): Pick<typeof Sdk, "LogService" | "MatrixClient" | "MatrixError"> {
  // a package without an entry for its parts has no types for them: they are those of its index
  const { LogService } = fromSdk("./logging/LogService.js") as typeof Sdk;
  const standIns = new Map<string, object>([
    [index, { LogService }],
    [fromSdk.resolve("./storage/RustSdkCryptoStorageProvider.js"), {}],
  ]);
  for (const [path, exports] of standIns) fromSdk.cache[path] = Object.assign(new Module(path), { exports, loaded: true });
  try {
    const { MatrixClient } = fromSdk("./MatrixClient.js") as typeof Sdk;
    const { MatrixError } = fromSdk("./models/MatrixError.js") as typeof Sdk;
    const { setRequestFn } = fromSdk("./request.js") as typeof Sdk;
    setRequestFn(requestByFetch);
    // it logs whole error bodies; ours names faults instead
    const nothing = (): void => {};
    LogService.setLogger({ trace: nothing, debug: nothing, info: nothing, warn: nothing, error: nothing });
    return { LogService, MatrixClient, MatrixError };
  } finally {
    for (const path of standIns.keys()) delete fromSdk.cache[path];
  }
}

export const { MatrixClient: SdkClient, MatrixError } = load();
