import { sql } from "kysely";
import { type CaseId, caseId, type UserId } from "#domain/primitives/ids.ts";
import { db } from "../database.ts";
import { prepared } from "../engine/prepared.ts";
import type { Session } from "../engine/session.ts";
import { uuidv7 } from "../engine/uuid.ts";
import type { Stores } from "../index.ts";
import { openJson, sealJson } from "../sealing/sealed.ts";
import { type CaseBody, caseCell, caseLine, caseOf } from "./case-file.ts";
import { drawWords } from "./code-words.ts";
import { caseMembers, memberCell } from "./members.ts";

interface Numbered {
  readonly id: CaseId;
  readonly year: number;
  readonly number: number;
  readonly openedAt: Date;
}

const put = prepared((row: Numbered & { readonly words: Buffer; readonly body: Buffer }) =>
  db
    .insertInto("case_file")
    .values({
      id: row.id,
      year: row.year,
      number: row.number,
      state: "open",
      opened_at: row.openedAt,
      words_key: row.words,
      next_record: 1,
      next_hit: 1,
      body: row.body,
    })
    .onConflict((known) => known.column("words_key").doNothing())
    .returning("id"),
);
/** The counter's row is locked until the commit: what is rolled back leaves no gap. */
const count = prepared(({ year }: { year: number }) =>
  db
    .insertInto("case_year")
    .values({ year, last: 1 })
    .onConflict((known) => known.column("year").doUpdateSet((eb) => ({ last: eb("case_year.last", "+", 1) })))
    .returning("last"),
);
const listed = db.selectFrom("case_file").select(["id", "year", "number", "state", "opened_at", "body"]);
const all = prepared(() => listed.orderBy("year").orderBy("number"));
const byId = prepared(({ id }: { id: CaseId }) => listed.where("id", "=", id));
const held = prepared(({ id }: { id: CaseId }) => listed.select("next_record").where("id", "=", id).forNoKeyUpdate());
const rewrite = prepared(({ id, body }: { id: CaseId; body: Buffer }) => db.updateTable("case_file").set({ body }).where("id", "=", id));
const everybody = prepared(({ now }: { now: Date }) =>
  db
    .selectFrom("case_member")
    .select(["case_id", "user_key", "role", "body"])
    .where((eb) => eb.or([eb("until", "is", null), eb("until", ">", now)]))
    .orderBy("added_at")
    .orderBy("user_key"),
);
const rows = sql<number>`count(*)::int`.as("rows");
const counts = prepared(({ id, now }: { id: CaseId; now: Date }) =>
  db.selectNoFrom((eb) => [
    eb
      .selectFrom("case_member")
      .select(rows)
      .where("case_id", "=", id)
      .where((or) => or.or([or("until", "is", null), or("until", ">", now)]))
      .$asScalar()
      .$notNull()
      .as("members"),
    eb.selectFrom("indicator").select(rows).where("case_id", "=", id).where("state", "=", "live").$asScalar().$notNull().as("indicators"),
    eb.selectFrom("hit_side").select(rows).where("case_id", "=", id).where("number", "is not", null).$asScalar().$notNull().as("hits"),
  ]),
);

/** Cases: each with a key of its own from its first row on. */
export function cases(session: Session): Stores["cases"] {
  const { query, keys } = session;
  const members = caseMembers(session);

  /** Writes the row under words that no other case has. */
  async function write(row: Numbered, rest: Omit<CaseBody, "words">): Promise<CaseBody> {
    const key = await keys.add(row.id, query);
    for (let attempt = 0; ; attempt++) {
      const body = { ...rest, words: drawWords(attempt) };
      const written = await query(
        put({ ...row, words: keys.keyed("case words", body.words), body: sealJson(key, caseCell(row.id), body) }),
      );
      if (written.length > 0) return body;
    }
  }

  return {
    ...members,
    async open({ title, lead, codes, by, now }) {
      const id = caseId(uuidv7());
      const year = now.getUTCFullYear();
      const [counter] = await query(count({ year }));
      const row = { id, year, number: counter?.last ?? 1, openedAt: now };
      const body = await write(row, { title, codes, by });
      await members.add(id, { userId: lead, role: "lead", by, now });
      return { id, case: caseLine({ ...row, state: "open" }, body) };
    },
    async list() {
      const rows = await query(all());
      const scope = await keys.cases(
        rows.map((row) => caseId(row.id)),
        query,
      );
      const present = await query(everybody({ now: session.now() }));
      const byCase = Map.groupBy(present, (member) => member.case_id);
      return rows.map((row) => {
        const id = caseId(row.id);
        const theirs = byCase.get(row.id) ?? [];
        const leads = theirs
          .filter(({ role }) => role === "lead")
          .map((one) => openJson<{ readonly userId: UserId }>(scope(id), memberCell(id, one.user_key), one.body).userId);
        return {
          id,
          ...caseLine({ ...row, openedAt: row.opened_at }, caseOf(scope(id), id, row.body)),
          members: theirs.length,
          leads,
        };
      });
    },
    async get(id) {
      const [row] = await query(byId({ id }));
      if (row === undefined) throw new Error("a case that does not exist");
      return caseLine({ ...row, openedAt: row.opened_at }, caseOf(await keys.case(id, query), id, row.body));
    },
    async recode(id, codes) {
      const [row] = await query(held({ id }));
      if (row === undefined) throw new Error("codes of a case that does not exist");
      const key = await keys.case(id, query);
      const body: CaseBody = { ...caseOf(key, id, row.body), codes };
      await query(rewrite({ id, body: sealJson(key, caseCell(id), body) }));
      return { case: caseLine({ ...row, openedAt: row.opened_at }, body), records: row.next_record - 1 };
    },
    async count(id) {
      const [row] = await query(counts({ id, now: session.now() }));
      return row ?? { members: 0, indicators: 0, hits: 0 };
    },
  };
}
