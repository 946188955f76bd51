import { createHmac } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import type { CaseId } from "#domain/primitives/ids.ts";
import type { OpenStorage } from "../../../../storage/open.ts";
import { canonicalText } from "../../../../storage/sealing/json.ts";
import { anna, clara, event, onPostgres, openCase, t0 } from "../fresh.ts";

const postgres = onPostgres();
let storage: OpenStorage;
let of: CaseId;
beforeAll(async () => {
  storage = await postgres.open();
  of = await storage.transaction(async (tx) => {
    const id = await openCase(tx, "North", anna);
    const content = { typed: "canary content" };
    await tx.audit.append({ action: "ioc add", outcome: "done", by: anna, case: id, eventId: event("one"), content }, t0);
    await tx.audit.append({ action: "officer add", outcome: "done", by: clara, content }, t0);
    return id;
  });
});

describe("audit entries", () => {
  test.each([
    "update liaison.audit_entry set outcome = 'done'",
    "delete from liaison.audit_entry",
    "truncate liaison.audit_entry",
    "update liaison.audit_content set content = salt",
    "truncate liaison.audit_content",
  ])("refuse: %s", async (sql) => {
    await expect(storage.database.query(sql)).rejects.toMatchObject({ code: "42501" });
  });
  test("are kept under the case's key, with a salted commitment to what they say", async () => {
    const rows = await storage.database.query<{
      case_id: string | null;
      commitment: Buffer;
      content: Buffer;
      salt: Buffer;
      id: string;
      event_id: string | null;
    }>(
      "select * from liaison.audit_entry join liaison.audit_content on entry_id = id where action in ('ioc add', 'officer add') order by id",
    );
    expect(rows.map((row) => [row.case_id, row.event_id])).toEqual([
      [of, event("one")],
      [null, null],
    ]);
    const [ofCase, general] = rows;
    if (ofCase === undefined || general === undefined) throw new Error("no entries");
    const open = (row: typeof general, column: "content" | "salt") =>
      storage.database.coordination.open({ table: "liaison.audit_entry", column, row: row.id }, row[column]);
    expect(open(general, "content").toString()).toBe(canonicalText({ typed: "canary content" }));
    expect(createHmac("sha256", open(general, "salt")).update(open(general, "content")).digest()).toEqual(general.commitment);
    expect(() => open(ofCase, "content")).toThrow("does not open");
    expect(ofCase.commitment).not.toEqual(general.commitment);
  });
});
