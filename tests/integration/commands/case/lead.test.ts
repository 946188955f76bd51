import { beforeEach, describe, expect, test } from "vitest";
import type { UserId } from "#domain/primitives/ids.ts";
import { caseRoom, codeIn, coordination, type Heard, join, office, privateRoom } from "../../bot/office.ts";
import { anna, bruno, clara, later, user } from "../../storage/fresh.ts";

const desk = office();
const { type, transaction } = desk;
const dirk = user("@dirk:one.office.example");
const line = (who: UserId) => `/case lead ${who} case:C-2026-0001`;

/** Another coordinator, with a private room. */
beforeEach(() =>
  transaction(async (tx) => {
    await tx.stores.roster.save({ userId: dirk, role: "coordinator" });
    await join(tx, coordination, dirk);
    await tx.rooms.madePrivate(dirk, privateRoom(dirk), desk.now());
    await join(tx, privateRoom(dirk), dirk, user("@liaison:one.office.example"));
    await tx.rooms.save({ roomId: privateRoom(dirk), kind: "private", safe: true });
  }),
);
const roleOf = (who: UserId) =>
  transaction(async (tx) => (await tx.stores.cases.members(desk.case())).find(({ userId }) => userId === who)?.role);
const asked = (all: readonly Heard[]) => all.filter(({ notice }) => notice.type === "confirm").map(({ to }) => to);
const leave = (who: UserId, where = caseRoom) =>
  transaction((tx) => tx.rooms.setMembers(where, [{ userId: who, membership: "leave" }], later(60)));

describe("a coordinator who makes themselves a lead", () => {
  test("needs the code of the lead who is there, or of another coordinator: their own is none", async () => {
    const said = await type(clara, coordination, line(clara));
    expect(asked(said)).toEqual([privateRoom(anna), privateRoom(dirk)]);
    const code = codeIn(said, anna);
    expect((await type(clara, privateRoom(clara), `ok ${code}`))[0]?.notice.type).toBe("no-such-code");
    expect(await roleOf(clara)).toBeUndefined();
    const done = await type(anna, privateRoom(anna), `ok ${code}`);
    expect(done.map(({ notice }) => notice.type)).toContain("case-lead-named");
    expect(await roleOf(clara)).toBe("lead");
    // one answer is enough: the other one's code is gone
    expect((await type(dirk, privateRoom(dirk), `ok ${codeIn(said, dirk)}`))[0]?.notice.type).toBe("no-such-code");
  });
  test("is refused by any of them, and told so", async () => {
    const said = await type(clara, coordination, line(clara));
    const no = await type(dirk, privateRoom(dirk), `no ${codeIn(said, dirk)}`);
    expect(no.map(({ to }) => to)).toEqual([privateRoom(dirk), privateRoom(clara)]);
    expect((await type(anna, privateRoom(anna), `ok ${codeIn(said, anna)}`))[0]?.notice.type).toBe("no-such-code");
    expect(await roleOf(clara)).toBeUndefined();
  });
  test("rings for the lead, and for those who are asked", async () => {
    const said = await type(clara, coordination, line(clara));
    const rings = async () =>
      (await transaction((tx) => tx.outbox.waiting(100))).map(({ mentions }) => mentions).filter((all) => all !== undefined);
    expect(await rings()).toEqual([[anna], [dirk]]);
    await type(anna, privateRoom(anna), `ok ${codeIn(said, anna)}`);
    expect((await rings()).at(-1)).toEqual([clara, anna]);
  });
  test("does so alone where no lead is in the room, which rings for who works there", async () => {
    await leave(anna);
    const said = await type(clara, coordination, line(clara));
    expect(asked(said)).toEqual([privateRoom(clara)]);
    await type(clara, privateRoom(clara), `ok ${codeIn(said, clara)}`);
    expect(await roleOf(clara)).toBe("lead");
  });
  test("while no lead was there does not, once one has come", async () => {
    await leave(anna);
    const code = codeIn(await type(clara, coordination, line(clara)), clara);
    await transaction((tx) => join(tx, caseRoom, anna));
    const said = await type(clara, privateRoom(clara), `ok ${code}`);
    expect(said[0]?.text).toContain("It is asked anew of");
    expect(asked(said)).toEqual([privateRoom(anna), privateRoom(dirk)]);
    expect(await roleOf(clara)).toBeUndefined();
  });
});

test("who is named confirms nothing of it; another coordinator or a lead who has lost the role does not either", async () => {
  const said = await type(clara, coordination, line(dirk));
  expect(asked(said)).toEqual([privateRoom(anna)]);
  const other = await type(clara, coordination, line(bruno));
  expect(asked(other)).toEqual([privateRoom(anna), privateRoom(dirk)]);
  await transaction((tx) => tx.stores.roster.save({ userId: dirk, role: "officer" }));
  const late = await type(dirk, privateRoom(dirk), `ok ${codeIn(other, dirk)}`);
  expect(late.map(({ notice }) => notice.type)).not.toContain("confirmed");
  expect(await roleOf(bruno)).toBe("contribute");
});

test("a lead who is somewhere else than in the room stops nobody, and one whose time has run out neither", async () => {
  await transaction(async (tx) => {
    await tx.stores.cases.add(desk.case(), { userId: bruno, role: "lead", by: anna, now: desk.now() });
    await tx.stores.cases.add(desk.case(), { userId: anna, role: "lead", until: later(-1), by: bruno, now: desk.now() });
  });
  expect(asked(await type(clara, coordination, line(clara)))).toEqual([privateRoom(bruno), privateRoom(dirk)]);
  await leave(bruno);
  expect(asked(await type(clara, coordination, line(clara)))).toEqual([privateRoom(clara)]);
});
