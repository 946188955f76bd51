import { type NotNull, sql } from "kysely";
import type { AlertContent } from "#domain/alerts/alert.ts";
import { canonicalJson } from "#domain/primitives/canonical-json.ts";
import type { AlertReceiver } from "../contract/alerts.ts";
import { db } from "../database.ts";
import { prepared } from "../engine/prepared.ts";
import type { Session } from "../engine/session.ts";
import { uuidv7 } from "../engine/uuid.ts";
import { rowsOf } from "../engine/values.ts";
import { openJson, type ScopeKey, sealJson } from "../sealing/sealed.ts";

/** Under this id stands what came to addresses of no source (the nil UUID, RFC 9562, section 5.9). */
export const nowhere = "00000000-0000-0000-0000-000000000000";
const keptMs = 24 * 3_600_000;

/** What a receiver needs of a source; nothing in it tells its case. */
interface ReceivingBody {
  /** Base64. */
  readonly secret: string;
}
const cell = (row: string) => ({ table: "liaison.alert_source", column: "receiving", row });
export const sealReceiving = (key: ScopeKey, source: string, secret: Uint8Array): Buffer =>
  sealJson(key, cell(source), { secret: Buffer.from(secret).toString("base64") } satisfies ReceivingBody);

/** An alert as it was laid down. */
export interface LaidBody {
  readonly delivery: string;
  readonly content: AlertContent;
}
export const laidCell = (row: string) => ({ table: "liaison.alert_intake", column: "body", row });

/** Names only the columns that the role of receivers may read. */
const byAddress = prepared(({ addressKey }: { addressKey: Buffer }) =>
  db
    .selectFrom("alert_source")
    .select(["id", "receiving"])
    .where("removed_at", "is", null)
    .where("receiving", "is not", null)
    .where("address_key", "=", addressKey)
    .$narrowType<{ receiving: NotNull }>(),
);
/** What another transaction holds just now is left to it: two that wait for each other's rows would both end. */
const forget = prepared(({ old }: { old: Date }) =>
  db
    .deleteFrom("alert_delivery")
    .where("delivery_key", "in", (eb) =>
      eb.selectFrom("alert_delivery as d").select("d.delivery_key").where("d.received_at", "<=", old).limit(100).forUpdate().skipLocked(),
    ),
);
interface Claim {
  readonly key: Buffer;
  readonly content: Buffer;
  readonly now: Date;
  readonly old: Date;
}
const claim = prepared(({ key, content, now, old }: Claim) =>
  db
    .insertInto("alert_delivery")
    .values({ delivery_key: key, content_key: content, received_at: now })
    .onConflict((known) =>
      known
        .column("delivery_key")
        .doUpdateSet((eb) => ({ content_key: eb.ref("excluded.content_key"), received_at: eb.ref("excluded.received_at") }))
        .where("alert_delivery.received_at", "<=", old),
    )
    .returning("delivery_key"),
);
const claimed = prepared(({ key }: { key: Buffer }) =>
  db.selectFrom("alert_delivery").select("content_key").where("delivery_key", "=", key),
);
const lay = prepared((laid: { id: string; source: string; now: Date; body: Buffer }) =>
  db.insertInto("alert_intake").values({ id: laid.id, source_id: laid.source, received_at: laid.now, body: laid.body }),
);
interface Untaken {
  readonly sources: readonly string[];
  readonly whys: readonly string[];
  readonly times: readonly number[];
}
const count = prepared(({ sources, whys, times }: Untaken) =>
  db
    .insertInto("alert_untaken")
    .columns(["source_id", "why", "times"])
    .expression(
      db
        .selectFrom(rowsOf("u", { source_id: ["uuid", sources], why: ["text", whys], times: ["bigint", times] }))
        .select((eb) => ["u.source_id", "u.why", eb.fn.sum<string>("u.times").as("times")])
        .groupBy(["u.source_id", "u.why"])
        .orderBy("u.source_id")
        .orderBy("u.why"),
    )
    .onConflict((known) => known.columns(["source_id", "why"]).doUpdateSet({ times: sql<string>`alert_untaken.times + excluded.times` })),
);

/** What receives alerts, with the key of receivers alone. */
export const alertReceiver = ({ query, keys, touched }: Session): AlertReceiver => ({
  async source(token) {
    const [row] = await query(byAddress({ addressKey: keys.keyed("alert address", token) }));
    if (row === undefined) return undefined;
    const { secret } = openJson<ReceivingBody>(keys.receiving, cell(row.id), row.receiving);
    return { id: row.id, secret: Buffer.from(secret, "base64") };
  },
  async lay(source, delivery, content, now) {
    const old = new Date(now.getTime() - keptMs);
    await query(forget({ old }));
    const key = keys.keyed("alert delivery", source, delivery);
    const told = keys.keyed("alert content", source, delivery, canonicalJson(content));
    if ((await query(claim({ key, content: told, now, old }))).length === 0) {
      const [before] = await query(claimed({ key }));
      // what came before contents were kept counts as the same
      return before?.content_key?.equals(told) === false ? "other" : "repeated";
    }
    const id = uuidv7();
    await query(lay({ id, source, now, body: sealJson(keys.receiving, laidCell(id), { delivery, content } satisfies LaidBody) }));
    touched.add("alerts");
    return "taken";
  },
  async count(untaken) {
    await query(
      count({
        sources: untaken.map(({ source }) => source ?? nowhere),
        whys: untaken.map(({ why }) => why),
        times: untaken.map(({ times }) => times),
      }),
    );
  },
});
