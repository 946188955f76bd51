import { defineEntity } from "@mikro-orm/postgresql";
import { flat, keyed, sealed } from "../sealing/columns.ts";

/** The encryption store's rows: its keys hashed, its values (each with its own key inside) sealed. */
export const CryptoRecord = defineEntity({
  name: "CryptoRecord",
  schema: "device",
  tableName: "crypto_record",
  properties: { storeKey: keyed().primary(), objectStore: keyed(), value: sealed(), writtenAt: flat.time().defaultRaw("now()") },
});

export const CryptoMeta = defineEntity({
  name: "CryptoMeta",
  schema: "device",
  tableName: "crypto_meta",
  properties: { name: flat.text().primary(), value: sealed() },
});

export const CryptoGeneration = defineEntity({
  name: "CryptoGeneration",
  schema: "device",
  tableName: "crypto_generation",
  properties: { id: flat.integer().primary().autoincrement(false), generation: flat.bigint() },
});
