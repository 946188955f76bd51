import { describe, expect, expectTypeOf, test } from "vitest";
import { db } from "../../../../storage/database.ts";
import { prepared, type RowOf } from "../../../../storage/engine/prepared.ts";
import { anyOf, noneOf, orNull, rowsOf } from "../../../../storage/engine/values.ts";

const now = new Date("2026-11-02T14:00:00.000Z");
const key = Buffer.alloc(32, 1);

describe("a prepared statement", () => {
  const open = prepared(({ of, now }: { of: string; now: Date }) =>
    db
      .selectFrom("task")
      .select(["id", "due_at", "number"])
      .where("case_id", "=", of)
      .where("state", "=", "open")
      .where((eb) => eb.or([eb("due_at", "is", null), eb("due_at", ">", now), eb("made_at", ">", now)])),
  );
  test("has a place for each value that is given, once each, and writes out what it says itself", () => {
    const { sql, values } = open({ now, of: "one" });
    expect(sql).toBe(
      `select "id", "due_at", "number" from "liaison"."task" where "case_id" = $1 and "state" = 'open' and ("due_at" is null or "due_at" > $2 or "made_at" > $2)`,
    );
    expect(values).toEqual(["one", now]);
  });
  test("is built once and runs with other values", () => {
    let built = 0;
    const counted = prepared(({ id }: { id: string }) => {
      built += 1;
      return db.deleteFrom("task").where("id", "=", id);
    });
    expect([counted({ id: "one" }), counted({ id: "two" })].map(({ values }) => values)).toEqual([["one"], ["two"]]);
    expect(built).toBe(1);
  });
  test("quotes what it writes out", () => {
    const named = prepared(() => db.selectFrom("work").select("id").where("id", "=", "it's"));
    expect(named().sql).toContain(`"id" = 'it''s'`);
  });
  test("takes no rest of its values, which nobody knows when it is built", () => {
    const put = prepared(({ id, ...rest }: { id: string; state: "done" }) => db.updateTable("task").set(rest).where("id", "=", id));
    expect(() => put({ id: "one", state: "done" })).toThrow("by name");
  });
  test("knows its rows", () => {
    expectTypeOf<RowOf<typeof open>>().toEqualTypeOf<{ id: string; due_at: Date | null; number: number }>();
  });
});

describe("does not compile:", () => {
  test("a column that the table has not", () => {
    // @ts-expect-error
    prepared(() => db.selectFrom("officer").select("nickname"));
    // @ts-expect-error
    prepared(({ id }: { id: string }) => db.updateTable("task").set({ titel: "" }).where("id", "=", id));
  });
  test("a table that is not there", () => {
    // @ts-expect-error
    prepared(() => db.selectFrom("officers").select("body"));
  });
  test("a value of another type, or one that is missing", () => {
    const byKey = prepared(({ userKey }: { userKey: Buffer }) => db.selectFrom("officer").select("body").where("user_key", "=", userKey));
    // @ts-expect-error
    byKey({ userKey: "text" });
    // @ts-expect-error
    byKey({});
    // @ts-expect-error
    prepared(({ userKey }: { userKey: string }) => db.selectFrom("officer").select("body").where("user_key", "=", userKey));
    // @ts-expect-error
    prepared(({ keys }: { keys: readonly string[] }) => db.selectFrom("officer").select("body").where("user_key", "=", anyOf(keys)));
  });
  test("a row without a column that must be there", () => {
    // @ts-expect-error
    prepared(({ body }: { body: Buffer }) => db.insertInto("officer").values({ user_key: key, body }));
  });
});

describe("values", () => {
  test("of a list", () => {
    const among = prepared(({ ids, but }: { ids: readonly string[]; but: readonly string[] }) =>
      db.selectFrom("task").select("id").where("id", "=", anyOf(ids)).where("id", "<>", noneOf(but)),
    );
    const { sql, values } = among({ ids: ["one"], but: [] });
    expect(sql).toBe('select "id" from "liaison"."task" where "id" = any($1) and "id" <> all($2)');
    expect(values).toEqual([["one"], []]);
  });
  test("that may be absent", () => {
    const of = prepared(({ id }: { id: string | null }) => db.selectFrom("room").select("kind").where("case_id", "=", orNull(id)));
    expect(of({ id: null }).values).toEqual([null]);
  });
  test("of rows, with the types of the lists", () => {
    const put = prepared(({ ids, bodies }: { ids: readonly string[]; bodies: readonly Buffer[] }) =>
      db
        .updateTable("task as t")
        .from(rowsOf("n", { id: ["uuid", ids], body: ["bytea", bodies] }))
        .set({ body: (eb) => eb.ref("n.body") })
        .whereRef("t.id", "=", "n.id")
        .returning("n.body"),
    );
    expect(put({ ids: [], bodies: [] }).sql).toBe(
      `update "liaison"."task" as "t" set "body" = "n"."body" from unnest($1::uuid[], $2::bytea[]) as "n"("id", "body") where "t"."id" = "n"."id" returning "n"."body"`,
    );
    expectTypeOf<RowOf<typeof put>>().toEqualTypeOf<{ body: Buffer }>();
  });
});
