import { createHash, randomBytes } from "node:crypto";
import { codeMs, codeOf, mostWrong } from "#domain/confirm-code.ts";
import { caseId } from "#domain/primitives/ids.ts";
import type { Session } from "../engine/session.ts";
import { uuidv7 } from "../engine/uuid.ts";
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

/** Every code belongs to one officer, lives ten minutes and serves once. */
export const confirmations = ({ query, keys }: Session): Stores["confirmations"] => ({
  digest: (would) => createHash("sha256").update(canonicalText(would)).digest("base64url"),
  async ask(pending, now) {
    const officerKey = keys.keyed("user", pending.askedOf);
    await query("delete from liaison.confirmation where expires_at <= $1", [now]);
    const key = pending.case === undefined ? keys.coordination : await keys.case(pending.case, query);
    const expires = new Date(now.getTime() + codeMs);
    for (;;) {
      const id = uuidv7();
      const code = drawCode();
      // Who has guessed wrong goes on with what he has left.
      const [row] = await query(
        `insert into liaison.confirmation (id, officer_key, code_key, case_id, expires_at, wrong, body)
         values ($1, $2, $3, $4, $5, (select coalesce(max(wrong), 0) from liaison.confirmation where officer_key = $2), $6)
         on conflict (code_key) do nothing returning 1`,
        [id, officerKey, keys.keyed("code", pending.askedOf, code), pending.case ?? null, expires, sealJson(key, cell(id), pending)],
      );
      if (row !== undefined) return code;
    }
  },
  async take(of, code, now) {
    const [row] = await query<{ id: string; case_id: string | null; body: Buffer }>(
      "delete from liaison.confirmation where code_key = $1 and expires_at > $2 returning id, case_id, body",
      [keys.keyed("code", of, code), now],
    );
    if (row !== undefined) {
      const key = row.case_id === null ? keys.coordination : await keys.case(caseId(row.case_id), query);
      return openJson<Pending>(key, cell(row.id), row.body);
    }
    const officerKey = keys.keyed("user", of);
    const counted = await query<{ wrong: number }>(
      "update liaison.confirmation set wrong = wrong + 1 where officer_key = $1 and expires_at > $2 returning wrong",
      [officerKey, now],
    );
    if (counted.every(({ wrong }) => wrong < mostWrong)) return "wrong";
    await query("delete from liaison.confirmation where officer_key = $1", [officerKey]);
    return "dropped";
  },
});
