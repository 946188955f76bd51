import { type CaseId, caseId, type RoomId, type UserId } from "#domain/primitives/ids.ts";
import type { Row } from "../database.ts";
import type { Session } from "../engine/session.ts";
import { continueAfter, unlinkedUuid, uuidv7 } from "../engine/uuid.ts";
import type { Outbox, OutboxItem } from "../index.ts";
import type { Query } from "../sealing/keyring.ts";
import { type ScopeKey, sealJson } from "../sealing/sealed.ts";
import { bodyCell, type OutboxBody, openBody } from "./body.ts";
import { chain } from "./chain.ts";
import { awaitEcho } from "./echoes.ts";
import { keepShown, keepTyped } from "./shown-records.ts";
import { dueOnTick } from "./tick.ts";

interface Written {
  readonly audience: "room" | "case" | "officer";
  readonly about: CaseId | undefined;
  readonly body: OutboxBody;
  /** Leaves on the tick. */
  readonly onTick?: boolean;
}
/** What waits still has its body. */
type Waiting = Row<"outbox", "id" | "case_id" | "attempts" | "deaths" | "created_at"> & { readonly body: Buffer };

const columns = "id, case_id, attempts, deaths, created_at, body";
const reasonCell = (row: string) => ({ table: "liaison.outbox", column: "reason", row });
/** The prefix in texts that no command asked for: `!` arrives from every client (design 3). */
const defaultPrefix = "!";

/** The order of ids is the order of writing: what is written from now on comes after what former processes wrote. */
export async function continueOrder(query: Query): Promise<void> {
  const [last] = await query<Row<"outbox", "id">>("select id from liaison.outbox where due_at is null order by id desc limit 1");
  if (last !== undefined) continueAfter(last.id);
}

/** What shall be said, in the order in which it was written. */
export function outbox(session: Session): Outbox {
  const { query, send, keys, touched } = session;
  const { place, giveBack, remember: said } = chain(session);
  const keyOf = async (of: string | null | undefined) => (of ? keys.case(caseId(of), query) : keys.coordination);

  async function write({ audience, about, body, onTick = false }: Written, now: Date): Promise<void> {
    const dueAt = onTick ? dueOnTick(session.tickMs, now) : undefined;
    // the id is also the transaction id, which the homeserver sees
    const id = dueAt === undefined ? uuidv7() : unlinkedUuid(dueAt.getTime());
    touched.add("outbox");
    send(
      "insert into liaison.outbox (id, case_id, audience, origin_event, officer_key, created_at, due_at, body) values ($1, $2, $3, $4, $5, $6, $7, $8)",
      [
        id,
        about ?? null,
        audience,
        body.origin?.event ?? null,
        body.officer === undefined ? null : keys.keyed("user", body.officer),
        now,
        dueAt ?? null,
        sealJson(await keyOf(about), bodyCell(id), body),
      ],
    );
  }

  return {
    place,
    async answer({ about, prefix = defaultPrefix, ...rest }, now) {
      if (rest.origin !== undefined && about !== undefined) keepTyped(session, rest.origin.event, about, rest.notice);
      await write({ audience: "room", about, body: { ...rest, prefix } }, now);
    },
    async send({ to, about, onTick, ...rest }, now, logged) {
      const body = { ...rest, ...(logged && { logged }), prefix: defaultPrefix };
      const tick = onTick === true && { onTick };
      if ("case" in to) await write({ audience: "case", about: to.case, body, ...tick }, now);
      else await write({ audience: "officer", about, body: { ...body, officer: to.officer }, ...tick }, now);
    },
    async waiting(most, after, but = []) {
      const rows = await query<Waiting>(
        `select ${columns} from liaison.outbox o
         where sent_at is null and not parked and ($2::uuid is null or id > $2) and id <> all($3::uuid[]) and (due_at is null or due_at <= $4)
           and case audience
           when 'case' then exists (select 1 from liaison.room r where r.case_id = o.case_id)
           when 'officer' then exists (select 1 from liaison.room r join liaison.room_member m on m.room_key = r.room_key
             where r.officer_key = o.officer_key and m.user_key = o.officer_key and m.membership = 'join')
           else true end
         order by id limit $1`,
        [most, after ?? null, but, session.now()],
      );
      const scope = await keys.cases([...new Set(rows.flatMap((row) => (row.case_id === null ? [] : [caseId(row.case_id)])))], query);
      return rows.map((row) => itemOf(row.case_id === null ? keys.coordination : scope(caseId(row.case_id)), row));
    },
    async nextDue() {
      const [row] = await query<{ readonly due: Date | null }>(
        "select min(due_at) as due from liaison.outbox where sent_at is null and not parked and due_at > $1",
        [session.now()],
      );
      return row?.due ?? undefined;
    },
    async begin(id) {
      const [row] = await query<Waiting>(
        `update liaison.outbox set attempts = attempts + 1 where id = $1 and sent_at is null and not parked
         returning ${columns}`,
        [id],
      );
      return row && itemOf(await keyOf(row.case_id), row);
    },
    async killed(id) {
      await query("update liaison.outbox set deaths = deaths + 1 where id = $1", [id]);
    },
    async amend(id, { notice, mentions }) {
      const [row] = await query<Waiting>(`select ${columns} from liaison.outbox where id = $1 for update`, [id]);
      if (row === undefined) throw new Error("an outbox item that does not exist was amended");
      const key = await keyOf(row.case_id);
      const { mentions: _, ...before } = openBody(key, id, row.body);
      const body: OutboxBody = { ...before, notice, ...(mentions && { mentions }) };
      await query("update liaison.outbox set body = $2 where id = $1", [id, sealJson(key, bodyCell(id), body)]);
    },
    async unreadSince(since) {
      const rows = await query<Waiting & { readonly known: boolean }>(
        `select ${columns}, exists (select 1 from liaison.officer f where f.user_key = o.officer_key) as known
         from liaison.outbox o where officer_key is not null and sent_at is null and not parked and created_at < $1
           and not exists (select 1 from liaison.room r join liaison.room_member m on m.room_key = r.room_key
             where r.officer_key = o.officer_key and m.user_key = o.officer_key and m.membership = 'join') order by id`,
        [since],
      );
      const scope = await keys.cases([...new Set(rows.flatMap((row) => (row.case_id === null ? [] : [caseId(row.case_id)])))], query);
      const items = rows.map((row) => ({
        known: row.known,
        item: itemOf(row.case_id === null ? keys.coordination : scope(caseId(row.case_id)), row),
      }));
      return items.filter(({ known, item }) => !known || item.mentions === undefined).map(({ item }) => item);
    },
    async drop(id, now) {
      await query("update liaison.outbox set sent_at = $2, body = null where id = $1 and sent_at is null", [id, now]);
    },
    async sent(id, as, now, what) {
      if (what !== undefined) keepShown(session, as, what);
      if (what?.link !== undefined) said(what.room, what.link);
      if (what !== undefined) awaitEcho(session, as, what, now);
      send("update liaison.outbox set sent_at = $3, sent_event = $2, body = null where id = $1", [id, as, now]);
    },
    async park(id, reason) {
      const [row] = await query<Row<"outbox", "case_id">>("select case_id from liaison.outbox where id = $1 for update", [id]);
      if (row === undefined) throw new Error("an outbox item that does not exist was parked");
      await query("update liaison.outbox set parked = true, reason = $2 where id = $1", [
        id,
        sealJson(await keyOf(row.case_id), reasonCell(id), reason),
      ]);
      giveBack(id);
    },
  };
}

function itemOf(key: ScopeKey, row: Waiting): OutboxItem {
  const { room, officer, ...rest } = openBody(key, row.id, row.body);
  return {
    id: row.id,
    to: addressee(room, officer, row.case_id),
    ...(row.case_id !== null && { about: caseId(row.case_id) }),
    ...rest,
    attempts: row.attempts,
    deaths: row.deaths,
    createdAt: row.created_at,
  };
}

function addressee(room: RoomId | undefined, officer: UserId | undefined, of: string | null): OutboxItem["to"] {
  if (room !== undefined) return { room };
  if (officer !== undefined) return { officer };
  if (of === null) throw new Error("an outbox item without an addressee");
  return { case: caseId(of) };
}
