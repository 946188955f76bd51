import { createHash, randomBytes } from "node:crypto";
import { codeMs, codeOf, mostWrong } from "#domain/confirm-code.ts";
import { caseId, type UserId } from "#domain/primitives/ids.ts";
import { db, type Row } from "../database.ts";
import { prepared } from "../engine/prepared.ts";
import type { Session } from "../engine/session.ts";
import { uuidv7 } from "../engine/uuid.ts";
import { anyOf } from "../engine/values.ts";
import type { Pending, Stores } from "../index.ts";
import { canonicalText } from "../sealing/json.ts";
import { openJson, sealJson } from "../sealing/sealed.ts";

const cell = (id: string) => ({ table: "liaison.confirmation", column: "body", row: id });

function drawCode(): string {
  for (;;) {
    const code = codeOf(randomBytes(8));
    if (code !== undefined) return code;
  }
}

const expire = prepared(({ now }: { now: Date }) => db.deleteFrom("confirmation").where("expires_at", "<=", now));
/** Who has guessed wrong goes on with what they have left. */
const put = prepared((asked: Omit<Row<"confirmation">, "wrong">) =>
  db
    .insertInto("confirmation")
    .values((eb) => ({
      id: asked.id,
      officer_key: asked.officer_key,
      code_key: asked.code_key,
      case_id: asked.case_id,
      expires_at: asked.expires_at,
      wrong: eb
        .selectFrom("confirmation as c")
        .select((of) => of.fn.coalesce(of.fn.max("c.wrong"), of.lit(0)).as("wrong"))
        .where("c.officer_key", "=", asked.officer_key),
      body: asked.body,
    }))
    .onConflict((known) => known.column("code_key").doNothing())
    .returning("id"),
);
const take = prepared(({ codeKey, now }: { codeKey: Buffer; now: Date }) =>
  db.deleteFrom("confirmation").where("code_key", "=", codeKey).where("expires_at", ">", now).returning(["id", "case_id", "body"]),
);
const countWrong = prepared(({ officerKey, now }: { officerKey: Buffer; now: Date }) =>
  db
    .updateTable("confirmation")
    .set((eb) => ({ wrong: eb("wrong", "+", 1) }))
    .where("officer_key", "=", officerKey)
    .where("expires_at", ">", now)
    .returning("wrong"),
);
const close = prepared(({ ids }: { ids: readonly string[] }) => db.deleteFrom("confirmation").where("id", "=", anyOf(ids)));
const drop = prepared(({ officerKey }: { officerKey: Buffer }) => db.deleteFrom("confirmation").where("officer_key", "=", officerKey));

/** Every code belongs to one officer, lives ten minutes and serves once. */
export function confirmations({ query, keys }: Session): Stores["confirmations"] {
  /** Writes a row under a code that no other live one of its officer has. */
  async function written(row: Omit<Row<"confirmation">, "wrong" | "code_key">, of: UserId): Promise<string> {
    for (;;) {
      const code = drawCode();
      const [made] = await query(put({ ...row, code_key: keys.keyed("code", of, code) }));
      if (made !== undefined) return code;
    }
  }
  return {
    digest: (would) => createHash("sha256").update(canonicalText(would)).digest("base64url"),
    async ask(pending, of, now) {
      await query(expire({ now }));
      const key = pending.case === undefined ? keys.coordination : await keys.case(pending.case, query);
      const question = of.map(() => uuidv7());
      const asked: { readonly of: UserId; readonly code: string }[] = [];
      for (const [at, id] of question.entries()) {
        const askedOf = of[at];
        if (askedOf === undefined) continue;
        const row = {
          id,
          officer_key: keys.keyed("user", askedOf),
          case_id: pending.case ?? null,
          expires_at: new Date(now.getTime() + codeMs),
          body: sealJson(key, cell(id), { ...pending, askedOf, question } satisfies Pending),
        };
        asked.push({ of: askedOf, code: await written(row, askedOf) });
      }
      return asked;
    },
    async answered({ question }) {
      if (question !== undefined && question.length > 1) await query(close({ ids: question }));
    },
    async take(of, code, now) {
      const [row] = await query(take({ codeKey: keys.keyed("code", of, code), now }));
      if (row !== undefined) {
        const key = row.case_id === null ? keys.coordination : await keys.case(caseId(row.case_id), query);
        return openJson<Pending>(key, cell(row.id), row.body);
      }
      const officerKey = keys.keyed("user", of);
      const counted = await query(countWrong({ officerKey, now }));
      if (counted.every(({ wrong }) => wrong < mostWrong)) return "wrong";
      await query(drop({ officerKey }));
      return "dropped";
    },
  };
}
