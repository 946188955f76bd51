import { beforeEach, describe, expect, test } from "vitest";
import type { CaseId } from "#domain/primitives/ids.ts";
import type { Place, Transaction } from "../../../../storage/index.ts";
import type { OpenStorage } from "../../../../storage/open.ts";
import { anna, bruno, clara, later, noCodes, onPostgres, openCase, room, t0, user } from "../fresh.ts";

const postgres = onPostgres();
let storage: OpenStorage;
let of: CaseId;
const run = <T>(act: (tx: Transaction) => Promise<T>): Promise<T> => storage.transaction(act);
beforeEach(async () => {
  storage = await postgres.open();
  of = await run(async (tx) => {
    await tx.stores.roster.save({ userId: clara, role: "coordinator", zone: "Europe/Paris" });
    await tx.stores.roster.save({ userId: anna, country: "NL", agency: "NHTCU" });
    return openCase(tx, "Winter", anna);
  });
});

describe("the roster", () => {
  test("adds with what is missing filled in, and changes only what is given", async () => {
    const [added, changed] = await run(async (tx) => [
      await tx.stores.roster.save({ userId: bruno, country: "FR" }),
      await tx.stores.roster.save({ userId: bruno, name: "Bruno B." }),
    ]);
    expect(added).toEqual({ officer: { userId: bruno, name: "bruno", country: "FR", role: "officer", zone: "UTC" }, again: false });
    expect(changed).toEqual({ officer: { userId: bruno, name: "Bruno B.", country: "FR", role: "officer", zone: "UTC" }, again: true });
    expect(await run((tx) => tx.stores.roster.find(bruno))).toEqual(changed.officer);
  });
  test("two first changes at once both stay", async () => {
    const dora = user("@dora:one.office.example");
    await Promise.all([
      run((tx) => tx.stores.roster.save({ userId: dora, country: "BE" })),
      run((tx) => tx.stores.roster.save({ userId: dora, agency: "FCCU" })),
    ]);
    expect(await run((tx) => tx.stores.roster.find(dora))).toMatchObject({ country: "BE", agency: "FCCU" });
  });
  test("finds everybody with a short name, in any case", async () => {
    const other = user("@ANNA:two.example");
    await run((tx) => tx.stores.roster.save({ userId: other }));
    const found = await run((tx) => tx.stores.roster.named("@Anna"));
    expect(found.map((officer) => officer.userId)).toEqual([other, anna]);
    expect(await run((tx) => tx.stores.roster.named("ann"))).toEqual([]);
  });
});

describe("the level", () => {
  const place = (): Place => ({ where: "case", case: of, ref: "C-2026-0001", codes: noCodes, state: "open" });
  const level = (who: typeof anna, at: Place) => run(async (tx) => (await tx.stores.roster.caller(who, at)).level);
  test("of a coordinator is one in the coordination room only; in a case they are a guest", async () => {
    expect(await level(clara, { where: "coordination" })).toBe("coordinator");
    expect(await level(clara, place())).toBe("guest");
    expect(await level(clara, { where: "private", officer: clara })).toBe("read");
  });
  test("of a member is their role, until it runs out", async () => {
    await run((tx) => tx.stores.roster.save({ userId: bruno }));
    const add = (until: Date) => run((tx) => tx.stores.cases.add(of, { userId: bruno, role: "contribute", until, by: anna, now: t0 }));
    expect(await level(anna, place())).toBe("lead");
    await add(later(1));
    expect(await level(bruno, place())).toBe("contribute");
    await add(later(-1));
    expect(await level(bruno, place())).toBe("guest");
    expect(await level(anna, { where: "coordination" })).toBe("read");
  });
  test("of somebody who is not on the roster is guest, member or not", async () => {
    await run((tx) => tx.stores.cases.add(of, { userId: bruno, role: "lead", by: anna, now: t0 }));
    expect(await run((tx) => tx.stores.roster.caller(bruno, place()))).toEqual({
      userId: bruno,
      onRoster: false,
      zone: "UTC",
      level: "guest",
    });
  });
  test("comes with country and zone", async () => {
    expect(await run((tx) => tx.stores.roster.caller(anna, place()))).toEqual({
      userId: anna,
      onRoster: true,
      country: "NL",
      zone: "UTC",
      level: "lead",
    });
  });
});

describe("cases", () => {
  test("are numbered in their year without gaps, also when one is undone, and have words of their own", async () => {
    const open = (title: string, now: Date) => run((tx) => tx.stores.cases.open({ title, lead: anna, codes: noCodes, by: clara, now }));
    const undone = run(async (tx) => {
      await openCase(tx, "Undone", anna);
      throw new Error("undone");
    });
    const opened = await Promise.all([open("A", t0), open("B", t0), open("C", t0), undone.catch(() => undefined)]);
    const refs = opened.flatMap((each) => (each === undefined ? [] : [each.case.ref]));
    expect(refs.toSorted()).toEqual(["C-2026-0002", "C-2026-0003", "C-2026-0004"]);
    expect((await open("D", new Date("2027-01-01T00:00:00Z"))).case.ref).toBe("C-2027-0001");
    const listed = await run((tx) => tx.stores.cases.list());
    expect(listed.map((each) => each.ref)).toEqual(["C-2026-0001", ...refs.toSorted(), "C-2027-0001"]);
    expect(new Set(listed.map((each) => each.words)).size).toBe(5);
    expect(listed[0]).toMatchObject({ id: of, title: "Winter", leads: [anna], members: 1, state: "open", openedAt: t0, codes: noCodes });
  });
  test("have members with what the roster knows of them", async () => {
    const name = { userId: bruno, name: "bruno" };
    const added = await run((tx) => tx.stores.cases.add(of, { userId: bruno, role: "read", until: later(60), by: anna, now: later(1) }));
    expect(added).toEqual({ member: { ...name, role: "read", until: later(60) } });
    const raised = await run((tx) => tx.stores.cases.add(of, { userId: bruno, role: "contribute", by: anna, now: later(2) }));
    expect(raised).toEqual({ member: { ...name, role: "contribute", until: later(60) }, was: added.member });
    await run((tx) => tx.stores.cases.add(of, { userId: bruno, role: "lead", until: "never", by: anna, now: later(3) }));
    expect(await run((tx) => tx.stores.cases.members(of))).toEqual([
      { userId: anna, name: "anna", country: "NL", agency: "NHTCU", role: "lead" },
      { userId: bruno, name: "bruno", role: "lead" },
    ]);
  });
});

describe("rooms", () => {
  const known = { roomId: room("a"), kind: "unknown", safe: true } as const;
  test("are known as saved", async () => {
    expect(await run((tx) => tx.rooms.get(room("a")))).toBeUndefined();
    await run((tx) => tx.rooms.save(known));
    await run((tx) => tx.rooms.save({ ...known, kind: "coordination" }));
    expect(await run((tx) => tx.rooms.all())).toEqual([{ ...known, kind: "coordination" }]);
    expect(await run((tx) => tx.rooms.place(room("a")))).toEqual({ where: "coordination" });
    expect(await run((tx) => tx.rooms.place(room("other")))).toEqual({ where: "nowhere" });
  });
  test("of a case cannot be taken from it by who does not know", async () => {
    await run((tx) => tx.rooms.made(of, room("a")));
    expect(await run((tx) => tx.rooms.get(room("a")))).toEqual({ roomId: room("a"), kind: "case", case: of, safe: false });
    // as long as it is not safe nothing is taken there
    expect(await run((tx) => tx.rooms.place(room("a")))).toEqual({ where: "nowhere" });
    await run((tx) => tx.rooms.save(known));
    expect(await run((tx) => tx.rooms.get(room("a")))).toEqual({ roomId: room("a"), kind: "case", case: of, safe: true });
    expect(await run((tx) => tx.rooms.ofCase(of))).toBe(room("a"));
    expect(await run((tx) => tx.rooms.place(room("a")))).toEqual({
      where: "case",
      case: of,
      ref: "C-2026-0001",
      codes: noCodes,
      state: "open",
    });
  });
  test("know their members, since when, and forget who left", async () => {
    const set = (userId: typeof anna, membership: string, seconds: number) =>
      run((tx) => tx.rooms.setMembers(room("a"), [{ userId, membership }], later(seconds)));
    await set(anna, "invite", 0);
    await set(anna, "join", 1);
    await set(anna, "join", 2);
    await run((tx) =>
      tx.rooms.setMembers(
        room("a"),
        [
          { userId: bruno, membership: "join" },
          { userId: bruno, membership: "invite" },
        ],
        later(3),
      ),
    );
    expect(await run((tx) => tx.rooms.members(room("a")))).toEqual([
      { userId: anna, membership: "join", since: later(1) },
      { userId: bruno, membership: "invite", since: later(3) },
    ]);
    await set(bruno, "ban", 4);
    await set(anna, "leave", 4);
    expect(await run((tx) => tx.rooms.members(room("a")))).toEqual([]);
  });
  test("count who left and came back within one sync from their coming back", async () => {
    const set = (memberships: readonly string[], seconds: number) =>
      run((tx) =>
        tx.rooms.setMembers(
          room("a"),
          memberships.map((membership) => ({ userId: anna, membership })),
          later(seconds),
        ),
      );
    await set(["join"], 0);
    await set(["leave", "invite", "join"], 5);
    expect(await run((tx) => tx.rooms.members(room("a")))).toEqual([{ userId: anna, membership: "join", since: later(5) }]);
  });
  test("tell the gate who has joined, with what roster and case say of each now", async () => {
    const listening = room("listening");
    await run(async (tx) => {
      await tx.rooms.made(of, listening);
      await tx.stores.roster.save({ userId: bruno, country: "FR" });
      await tx.stores.cases.add(of, { userId: bruno, role: "read", until: later(1), by: anna, now: t0 });
      const join = [anna, bruno, clara, user("@eve:two.office.example")].map((userId) => ({ userId, membership: "join" }));
      await tx.rooms.setMembers(listening, [...join, { userId: user("@guest:two.office.example"), membership: "invite" }], t0);
    });
    const facts = async (now: Date) =>
      new Map(
        (await run((tx) => tx.rooms.listeners(listening, now))).map(({ userId, since, ...rest }) => [
          userId,
          { ...rest, at: since.getTime() },
        ]),
      );
    const at = t0.getTime();
    expect(await facts(t0)).toEqual(
      new Map([
        [anna, { ofCase: true, onRoster: true, coordinator: false, country: "NL", agency: "NHTCU", at }],
        [bruno, { ofCase: true, onRoster: true, coordinator: false, country: "FR", at }],
        [clara, { ofCase: false, onRoster: true, coordinator: true, at }],
        [user("@eve:two.office.example"), { ofCase: false, onRoster: false, coordinator: false, at }],
      ]),
    );
    expect((await facts(later(2))).get(bruno)).toMatchObject({ ofCase: false });
  });
  test("that are private belong to the one officer in them", async () => {
    await run(async (tx) => {
      await tx.rooms.madePrivate(anna, room("a"), t0);
      await tx.rooms.setMembers(
        room("a"),
        [anna, user("@liaison:one.office.example")].map((userId) => ({ userId, membership: "join" })),
        t0,
      );
    });
    // until somebody has looked at it
    expect(await run((tx) => tx.rooms.place(room("a")))).toEqual({ where: "nowhere" });
    await run((tx) => tx.rooms.save({ roomId: room("a"), kind: "private", safe: true }));
    expect(await run((tx) => tx.rooms.place(room("a")))).toEqual({ where: "private", officer: anna });
    await run((tx) => tx.rooms.setMembers(room("a"), [{ userId: clara, membership: "invite" }], t0));
    expect(await run((tx) => tx.rooms.place(room("a")))).toEqual({ where: "nowhere" });
    await run((tx) => tx.rooms.save({ roomId: room("a"), kind: "unknown", safe: true }));
    expect(await run((tx) => tx.rooms.place(room("a")))).toEqual({ where: "nowhere" });
    expect(await run((tx) => tx.rooms.get(room("a")))).toMatchObject({ kind: "private" });
  });
  test("that the bot left are forgotten; a case's stays its own, but nothing is sent there", async () => {
    await run(async (tx) => {
      await tx.rooms.save(known);
      await tx.rooms.made(of, room("case"));
      await tx.rooms.save({ roomId: room("case"), kind: "case", case: of, safe: true });
      for (const id of [room("a"), room("case")]) await tx.rooms.setMembers(id, [{ userId: anna, membership: "join" }], t0);
      for (const id of [room("a"), room("case")]) await tx.rooms.left(id);
    });
    expect(await run((tx) => tx.rooms.all())).toEqual([{ roomId: room("case"), kind: "case", case: of, safe: false, revision: 1 }]);
    expect(await run((tx) => tx.rooms.members(room("case")))).toEqual([]);
  });
});
