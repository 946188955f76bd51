import { createRequire, Module } from "node:module";
import type * as Sdk from "matrix-bot-sdk";
import { requestByFetch } from "./fetch.ts";

export type { MatrixClient, RoomCreateOptions } from "matrix-bot-sdk";

const fromHere = createRequire(import.meta.url);
const index = fromHere.resolve("matrix-bot-sdk");
const fromSdk = createRequire(index);

/**
 * What the SDK's client names at its top and the calls that we let through never use. Loading it takes half a second and 35 MB,
 * `request` alone prints a deprecation at each start. An empty module stands for each while the client is loaded.
 */
const unused = [
  "request",
  "sanitize-html",
  "html-to-text",
  "htmlencode",
  "lowdb",
  "lowdb/adapters/FileSync",
  "mkdirp",
  "async-lock",
  "@matrix-org/matrix-sdk-crypto-nodejs",
];

/** The SDK's client without its index, which would load its servers for appservices as well: its metrics ask that for the log alone. */
function load(): Pick<typeof Sdk, "LogService" | "MatrixClient" | "MatrixError"> {
  // a package without an entry for its parts has no types for them: they are those of its index
  const { LogService } = fromSdk("./logging/LogService.js") as typeof Sdk;
  const standIns = new Map<string, object>([[index, { LogService }], ...unused.map((name) => [fromSdk.resolve(name), {}] as const)]);
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
