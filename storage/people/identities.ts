import { db, type Row } from "../database.ts";
import { prepared } from "../engine/prepared.ts";
import type { Session } from "../engine/session.ts";
import type { Approval, Stores } from "../index.ts";
import { openJson, sealJson } from "../sealing/sealed.ts";

const cell = (userKey: Uint8Array) => ({ table: "liaison.identity_approval", column: "body", row: Buffer.from(userKey).toString("hex") });

const put = prepared((approval: Row<"identity_approval">) =>
  db
    .insertInto("identity_approval")
    .values({ user_key: approval.user_key, body: approval.body })
    .onConflict((known) => known.column("user_key").doUpdateSet({ body: (eb) => eb.ref("excluded.body") })),
);
const all = prepared(() => db.selectFrom("identity_approval").select(["user_key", "body"]));
const held = prepared(({ userKey }: { userKey: Buffer }) =>
  db.selectFrom("identity_approval").select(["user_key", "body"]).where("user_key", "=", userKey).forUpdate(),
);
const drop = prepared(({ userKey }: { userKey: Buffer }) => db.deleteFrom("identity_approval").where("user_key", "=", userKey));

/** One approval per person, the last one. */
export const identities = ({ query, keys, touched }: Session): Stores["identities"] => {
  const open = (row: Row<"identity_approval">) => openJson<Approval>(keys.coordination, cell(row.user_key), row.body);
  return {
    async approve(approval) {
      touched.add("approvals");
      const userKey = keys.keyed("user", approval.userId);
      await query(put({ user_key: userKey, body: sealJson(keys.coordination, cell(userKey), approval) }));
    },
    async approved() {
      return (await query(all())).map(open);
    },
    async taken({ userId, key, how }) {
      const userKey = keys.keyed("user", userId);
      const [row] = await query(held({ userKey }));
      const last = row && open(row);
      if (last?.key === key && last.how === how) await query(drop({ userKey }));
    },
  };
};
