import { defineEntity } from "@mikro-orm/postgresql";
import type { Session } from "../engine/session.ts";
import type { Approval, Stores } from "../index.ts";
import { keyed, sealed } from "../sealing/columns.ts";
import { openJson, sealJson } from "../sealing/sealed.ts";

/** Approved in a transaction, taken up by the encryption machine after it. */
export const IdentityApproval = defineEntity({
  name: "IdentityApproval",
  schema: "liaison",
  tableName: "identity_approval",
  properties: { userKey: keyed().primary(), body: sealed() },
});

const cell = (userKey: Uint8Array) => ({ table: "liaison.identity_approval", column: "body", row: Buffer.from(userKey).toString("hex") });

/** One approval per person, the last one. */
export const identities = ({ query, keys }: Session): Stores["identities"] => {
  const open = (row: { readonly user_key: Buffer; readonly body: Buffer }) =>
    openJson<Approval>(keys.coordination, cell(row.user_key), row.body);
  return {
    async approve(approval) {
      const userKey = keys.keyed("user", approval.userId);
      await query(
        `insert into liaison.identity_approval (user_key, body) values ($1, $2)
         on conflict (user_key) do update set body = excluded.body`,
        [userKey, sealJson(keys.coordination, cell(userKey), approval)],
      );
    },
    async approved() {
      return (await query<{ user_key: Buffer; body: Buffer }>("select user_key, body from liaison.identity_approval", [])).map(open);
    },
    async taken({ userId, key, how }) {
      const userKey = keys.keyed("user", userId);
      const [row] = await query<{ user_key: Buffer; body: Buffer }>(
        "select user_key, body from liaison.identity_approval where user_key = $1 for update",
        [userKey],
      );
      const last = row && open(row);
      if (last?.key === key && last.how === how) await query("delete from liaison.identity_approval where user_key = $1", [userKey]);
    },
  };
};
