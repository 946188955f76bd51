import type { CaseOfficer, CaseRole, MemberLine } from "#domain/cases/case.ts";
import type { OfficerLine } from "#domain/people/officer.ts";
import { type CaseId, caseId, type UserId } from "#domain/primitives/ids.ts";
import { db } from "../database.ts";
import { prepared } from "../engine/prepared.ts";
import type { Session } from "../engine/session.ts";
import type { Stores } from "../index.ts";
import { openOfficer, stranger } from "../people/officers.ts";
import { openJson, sealJson } from "../sealing/sealed.ts";
import { caseRef, lockCase } from "./case-file.ts";

interface MemberBody {
  readonly userId: UserId;
  readonly by: UserId;
}

/** The cell of a membership's body. */
export const memberCell = (id: CaseId, userKey: Uint8Array) => ({
  table: "liaison.case_member",
  column: "body",
  row: `${id} ${Buffer.from(userKey).toString("hex")}`,
});

function memberLine({ userId, name, country, agency }: OfficerLine, role: CaseRole, until: Date | undefined): MemberLine {
  return {
    userId,
    name,
    ...(country !== undefined && { country }),
    ...(agency !== undefined && { agency }),
    role,
    ...(until && { until }),
  };
}

const selected = (id: CaseId) =>
  db
    .selectFrom("case_member as m")
    .leftJoin("officer as o", "o.user_key", "m.user_key")
    .select(["m.user_key", "m.role", "m.until", "m.body", "o.body as officer"])
    .where("m.case_id", "=", id);
const all = prepared(({ id }: { id: CaseId }) => selected(id).orderBy("m.added_at").orderBy("m.user_key"));
const present = prepared(({ id, userKey, now }: { id: CaseId; userKey: Buffer; now: Date }) =>
  selected(id)
    .where("m.user_key", "=", userKey)
    .where((eb) => eb.or([eb("m.until", "is", null), eb("m.until", ">", now)])),
);
const end = prepared(({ id, userKey, now }: { id: CaseId; userKey: Buffer; now: Date }) =>
  db.updateTable("case_member").set({ until: now }).where("case_id", "=", id).where("user_key", "=", userKey),
);
/** Whose time had run out, who left or declined is invited again; whose power in the room changes has that pending as well. */
const put = prepared(
  ({ id, userKey, role, until, now, body }: { id: CaseId; userKey: Buffer; role: CaseRole; until: Date | null; now: Date; body: Buffer }) =>
    db
      .insertInto("case_member")
      .values({ case_id: id, user_key: userKey, role, until, invited: false, added_at: now, body })
      .onConflict((known) =>
        known.columns(["case_id", "user_key"]).doUpdateSet((eb) => ({
          role: eb.ref("excluded.role"),
          until: eb.ref("excluded.until"),
          body: eb.ref("excluded.body"),
          invited: eb
            .and([
              eb("case_member.invited", "=", true),
              eb.or([eb("case_member.until", "is", null), eb("case_member.until", ">", now)]),
              eb(eb.parens("case_member.role", "=", "lead"), "=", eb.parens("excluded.role", "=", "lead")),
              eb.exists(
                eb
                  .selectFrom("room as r")
                  .innerJoin("room_member as p", (join) => join.onRef("p.room_key", "=", "r.room_key").on("p.user_key", "=", userKey))
                  .select("r.room_key")
                  .where("r.case_id", "=", id),
              ),
            ])
            .$castTo<boolean>(),
        })),
      )
      .returning((eb) => eb.selectFrom("officer").select("officer.body").where("officer.user_key", "=", userKey).as("officer")),
);
const casesOf = prepared(({ userKey, now }: { userKey: Buffer; now: Date }) =>
  db
    .selectFrom("case_member as m")
    .innerJoin("case_file as c", "c.id", "m.case_id")
    .select(["c.id", "c.year", "c.number", "c.state"])
    .where("m.user_key", "=", userKey)
    .where((eb) => eb.or([eb("m.until", "is", null), eb("m.until", ">", now)]))
    .orderBy("c.id"),
);

/** Who is on the roster and a member now, and since when they are in the case's room. */
const working = prepared(({ id, now }: { id: CaseId; now: Date }) =>
  db
    .selectFrom("case_member as m")
    .innerJoin("officer as o", "o.user_key", "m.user_key")
    .leftJoin("room as r", "r.case_id", "m.case_id")
    .leftJoin("room_member as p", (join) =>
      join.onRef("p.room_key", "=", "r.room_key").onRef("p.user_key", "=", "m.user_key").on("p.membership", "=", "join"),
    )
    .select(["m.user_key", "m.role", "o.body", "p.since"])
    .where("m.case_id", "=", id)
    .where((eb) => eb.or([eb("m.until", "is", null), eb("m.until", ">", now)]))
    .orderBy("m.added_at")
    .orderBy("m.user_key"),
);

/** Memberships; the bot invites whoever is new. */
export const caseMembers = ({
  query,
  keys,
  touched,
}: Session): Pick<Stores["cases"], "members" | "officers" | "add" | "remove" | "removeFromAll"> => {
  async function lines(id: CaseId, statement: ReturnType<typeof all>): Promise<readonly MemberLine[]> {
    const rows = await query(statement);
    const key = await keys.case(id, query);
    return rows.map((row) => {
      const { userId } = openJson<MemberBody>(key, memberCell(id, row.user_key), row.body);
      const officer = row.officer === null ? stranger(userId) : openOfficer(keys.coordination, row.user_key, row.officer);
      return memberLine(officer, row.role, row.until ?? undefined);
    });
  }
  /** Who is a member now; the case's row is locked first, so that of two leads who end each other one is told. */
  async function hold(id: CaseId, userKey: Buffer, now: Date): Promise<MemberLine | undefined> {
    await query(lockCase({ id }));
    return (await lines(id, present({ id, userKey, now })))[0];
  }
  async function remove(id: CaseId, userId: UserId, now: Date): Promise<MemberLine | undefined> {
    const userKey = keys.keyed("user", userId);
    const was = await hold(id, userKey, now);
    if (was === undefined) return undefined;
    touched.add("rooms");
    await query(end({ id, userKey, now }));
    return was;
  }
  return {
    members: (id) => lines(id, all({ id })),
    async officers(id, now) {
      const rows = await query(working({ id, now }));
      return rows.map(({ user_key, role, body, since }): CaseOfficer => {
        const { userId, country, agency } = openOfficer(keys.coordination, user_key, body);
        const desk = { ...(country !== undefined && { country }), ...(agency !== undefined && { agency }) };
        return { userId, ...desk, role, ofCase: true, onRoster: true, ...(since && { since }) };
      });
    },
    async add(id, { userId, by, now, ...change }) {
      touched.add("rooms");
      const userKey = keys.keyed("user", userId);
      const was = await hold(id, userKey, now);
      const role = change.role ?? was?.role ?? "contribute";
      const until = change.until === "never" ? undefined : (change.until ?? was?.until);
      const body = sealJson(await keys.case(id, query), memberCell(id, userKey), { userId, by } satisfies MemberBody);
      const [row] = await query(put({ id, userKey, role, until: until ?? null, now, body }));
      const officer = row?.officer ? openOfficer(keys.coordination, userKey, row.officer) : stranger(userId);
      return { member: memberLine(officer, role, until), ...(was && { was }) };
    },
    remove,
    async removeFromAll(userId, now) {
      const rows = await query(casesOf({ userKey: keys.keyed("user", userId), now }));
      const found = [];
      for (const row of rows) {
        const id = caseId(row.id);
        const was = await remove(id, userId, now);
        if (was) found.push({ id, ref: caseRef(row), state: row.state, was });
      }
      return found;
    },
  };
};
