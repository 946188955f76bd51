import { type CaseId, caseId, type UserId } from "#domain/primitives/ids.ts";
import type { Session } from "../engine/session.ts";
import { uuidv7 } from "../engine/uuid.ts";
import type { Stores } from "../index.ts";
import { openJson, sealJson } from "../sealing/sealed.ts";
import { type CaseBody, caseCell, caseLine, caseOf } from "./case-file.ts";
import { drawWords } from "./code-words.ts";
import { caseMembers, memberCell } from "./members.ts";

interface ListedRow {
  readonly id: string;
  readonly year: number;
  readonly number: number;
  readonly state: string;
  readonly opened_at: Date;
  readonly body: Buffer;
}
interface Numbered {
  readonly id: CaseId;
  readonly year: number;
  readonly number: number;
  readonly openedAt: Date;
}

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
        `insert into liaison.case_file (id, year, number, state, opened_at, words_key, next_record, next_hit, body)
         values ($1, $2, $3, 'open', $4, $5, 1, 1, $6) on conflict (words_key) do nothing returning 1`,
        [row.id, row.year, row.number, row.openedAt, keys.keyed("case words", body.words), sealJson(key, caseCell(row.id), body)],
      );
      if (written.length > 0) return body;
    }
  }

  return {
    ...members,
    async open({ title, lead, codes, by, now }) {
      const id = caseId(uuidv7());
      const year = now.getUTCFullYear();
      // The counter's row is locked until the commit: what is rolled back leaves no gap.
      const [counter] = await query<{ last: number }>(
        "insert into liaison.case_year (year, last) values ($1, 1) on conflict (year) do update set last = case_year.last + 1 returning last",
        [year],
      );
      const row = { id, year, number: counter?.last ?? 1, openedAt: now };
      const body = await write(row, { title, codes, by });
      await members.add(id, { userId: lead, role: "lead", by, now });
      return { id, case: caseLine({ ...row, state: "open" }, body) };
    },
    async list() {
      const rows = await query<ListedRow>("select id, year, number, state, opened_at, body from liaison.case_file order by year, number");
      const scope = await keys.cases(
        rows.map((row) => caseId(row.id)),
        query,
      );
      const present = await query<{ case_id: string; user_key: Buffer; role: string; body: Buffer }>(
        "select case_id, user_key, role, body from liaison.case_member where until is null or until > $1 order by added_at, user_key",
        [session.now()],
      );
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
      const [row] = await query<ListedRow>("select id, year, number, state, opened_at, body from liaison.case_file where id = $1", [id]);
      if (row === undefined) throw new Error("a case that does not exist");
      return caseLine({ ...row, openedAt: row.opened_at }, caseOf(await keys.case(id, query), id, row.body));
    },
    async recode(id, codes) {
      const [row] = await query<ListedRow & { readonly next_record: number }>(
        "select id, year, number, state, opened_at, body, next_record from liaison.case_file where id = $1 for no key update",
        [id],
      );
      if (row === undefined) throw new Error("codes of a case that does not exist");
      const key = await keys.case(id, query);
      const body: CaseBody = { ...caseOf(key, id, row.body), codes };
      await query("update liaison.case_file set body = $2 where id = $1", [id, sealJson(key, caseCell(id), body)]);
      return { case: caseLine({ ...row, openedAt: row.opened_at }, body), records: row.next_record - 1 };
    },
    async count(id) {
      const [row] = await query<{ members: number; indicators: number; hits: number }>(
        `select (select count(*)::int from liaison.case_member where case_id = $1 and (until is null or until > $2)) as members,
           (select count(*)::int from liaison.indicator where case_id = $1 and state = 'live') as indicators,
           (select count(*)::int from liaison.hit_side where case_id = $1 and number is not null) as hits`,
        [id, session.now()],
      );
      return row ?? { members: 0, indicators: 0, hits: 0 };
    },
  };
}
