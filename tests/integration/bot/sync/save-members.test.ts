import { beforeEach, expect, test } from "vitest";
import type { CaseId } from "#domain/primitives/ids.ts";
import { saveMembers } from "../../../../bot/sync/save-members.ts";
import type { OpenStorage } from "../../../../storage/open.ts";
import { anna, bruno, onPostgres, openCase, room, t0 } from "../../storage/fresh.ts";

const postgres = onPostgres();
let storage: OpenStorage;
let north: CaseId;
beforeEach(async () => {
  storage = await postgres.open();
  north = await storage.transaction(async (tx) => {
    const of = await openCase(tx, "North", anna);
    await tx.rooms.save({ roomId: room("north"), kind: "case", case: of, safe: true });
    await tx.rooms.save({ roomId: room("private"), kind: "private", safe: true });
    return of;
  });
});

const come = (where: string, ...changes: readonly (readonly [typeof anna, string])[]) =>
  storage.transaction((tx) =>
    saveMembers(
      tx,
      room(where),
      changes.map(([userId, membership]) => ({ userId, membership })),
      t0,
    ),
  );
/** Who came and went, as the audit has it, with the case. */
async function noted() {
  const rows = await storage.database.query<{ actor: string; case_id: string | null }>(
    "select encode(actor_key, 'hex') as actor, case_id from liaison.audit_entry where action = 'room member' order by id",
  );
  const names = new Map([anna, bruno].map((user) => [storage.database.keyed("user", user).toString("hex"), user]));
  return rows.map(({ actor, case_id }) => [names.get(actor), case_id]);
}

test("who comes to a case's room and goes is noted once, under the case", async () => {
  await come("north", [anna, "invite"], [anna, "join"]);
  await come("north", [anna, "join"], [bruno, "leave"]);
  await come("north", [bruno, "join"], [bruno, "leave"]);
  expect(await noted()).toEqual([
    [anna, north],
    [anna, north],
    [bruno, north],
    [bruno, north],
  ]);
});

test("an officer's own room is theirs", async () => {
  await come("private", [anna, "join"]);
  expect(await noted()).toEqual([]);
  expect(await storage.transaction((tx) => tx.rooms.members(room("private")))).toHaveLength(1);
});
