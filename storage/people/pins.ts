import { db } from "../database.ts";
import { prepared } from "../engine/prepared.ts";
import type { Session } from "../engine/session.ts";
import { anyOf } from "../engine/values.ts";
import type { Pins } from "../index.ts";
import { openJson, sealJson } from "../sealing/sealed.ts";

const cell = (userKey: Uint8Array) => ({ table: "liaison.officer", column: "pin", row: Buffer.from(userKey).toString("hex") });

const of = prepared(({ userKeys }: { userKeys: readonly Buffer[] }) =>
  db.selectFrom("officer").select(["user_key", "pin"]).where("user_key", "=", anyOf(userKeys)),
);
const first = prepared(({ userKey, pin }: { userKey: Buffer; pin: Buffer }) =>
  db.updateTable("officer").set({ pin }).where("user_key", "=", userKey).where("pin", "is", null),
);
const anew = prepared(({ userKey, pin }: { userKey: Buffer; pin: Buffer }) =>
  db.updateTable("officer").set({ pin }).where("user_key", "=", userKey),
);

/** Whose identity is whose, beside the roster's rows: it outlives the encryption device. */
export function pins({ query, keys }: Session): Pins {
  const keyOf = (user: string) => keys.keyed("user", user);
  const sealed = (userKey: Buffer, key: string) => sealJson(keys.coordination, cell(userKey), { key });
  return {
    async of(users) {
      const rows = await query(of({ userKeys: users.map(keyOf) }));
      const found = new Map(rows.map(({ user_key, pin }) => [user_key.toString("hex"), pin]));
      return new Map(
        users.flatMap((user) => {
          const userKey = keyOf(user);
          const pin = found.get(userKey.toString("hex"));
          if (pin === undefined) return [];
          return [
            [user, pin === null ? undefined : openJson<{ readonly key: string }>(keys.coordination, cell(userKey), pin).key] as const,
          ];
        }),
      );
    },
    async first(user, key) {
      const userKey = keyOf(user);
      await query(first({ userKey, pin: sealed(userKey, key) }));
    },
    async anew(user, key) {
      const userKey = keyOf(user);
      await query(anew({ userKey, pin: sealed(userKey, key) }));
    },
  };
}
