import type { NotNull } from "kysely";
import { caseId } from "#domain/primitives/ids.ts";
import { db } from "../database.ts";
import { prepared } from "../engine/prepared.ts";
import type { Keyring, Query } from "../sealing/keyring.ts";
import { openJson } from "../sealing/sealed.ts";
import { sealReceiving } from "./receiver.ts";

const unsealed = prepared(() =>
  db
    .selectFrom("alert_source")
    .select(["id", "case_id", "body"])
    .where("receiving", "is", null)
    .where("body", "is not", null)
    .$narrowType<{ body: NotNull }>(),
);
const seal = prepared(({ id, receiving }: { id: string; receiving: Buffer }) =>
  db.updateTable("alert_source").set({ receiving }).where("id", "=", id),
);

/** Sources of a version that kept their secret under the key of their case get it under that of receivers as well, once. */
export async function sealForReceivers(query: Query, keys: Keyring): Promise<void> {
  for (const { id, case_id, body } of await query(unsealed())) {
    const key = await keys.case(caseId(case_id), query);
    const { secret } = openJson<{ readonly secret: string }>(key, { table: "liaison.alert_source", column: "body", row: id }, body);
    await query(seal({ id, receiving: sealReceiving(keys.receiving, id, Buffer.from(secret, "base64")) }));
  }
}
