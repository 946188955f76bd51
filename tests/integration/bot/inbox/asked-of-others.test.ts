import { describe, expect, test } from "vitest";
import { caseDefaults } from "#domain/codes/codes.ts";
import type { CaseId, UserId } from "#domain/primitives/ids.ts";
import type { Transaction } from "../../../../storage/index.ts";
import { address, anna, bruno, clara, later } from "../../storage/fresh.ts";
import { caseRoom, codeIn, join, office, privateRoom } from "../office.ts";

const { state, transaction, type, now } = office();

async function caseOf(tx: Transaction): Promise<CaseId> {
  const place = await tx.rooms.place(caseRoom);
  if (place.where !== "case") throw new Error("no case");
  return place.case;
}

describe("a second officer", () => {
  const strict = { ...caseDefaults, handling: ["H0"], tlp: "amber+strict" } as const;
  /** Has anna ask for an export that needs bruno's code. */
  async function second(): Promise<string> {
    await transaction(async (tx) =>
      tx.stores.indicators.log(await caseOf(tx), [address("203.0.113.7")], { codes: strict, tags: [] }, { by: anna, now: now() }),
    );
    return codeIn(await type(anna, caseRoom, "/export csv reason:drill"), bruno);
  }
  const made = async () => (await type(anna, caseRoom, "/export list")).some(({ text }) => text.startsWith("1 export"));
  const change = (userId: UserId, role: "read" | "contribute" | "lead") =>
    transaction(async (tx) => tx.stores.cases.add(await caseOf(tx), { userId, role, by: anna, now: now() }));

  test("sets it going with their code, under the rights of who typed it", async () => {
    const code = await second();
    expect((await type(anna, privateRoom(anna), `ok ${code}`))[0]?.notice.type).toBe("no-such-code");
    expect((await type(bruno, privateRoom(bruno), `ok ${code}`)).map(({ to, notice }) => [to, notice.type])).toEqual([
      [privateRoom(bruno), "confirmed"],
      [caseRoom, "export-begun"],
    ]);
    expect(await made()).toBe(true);
  });
  test("or refuses it, of which who typed it is told", async () => {
    const said = await type(bruno, privateRoom(bruno), `no ${await second()}`);
    expect(said.map(({ to }) => to)).toEqual([privateRoom(bruno), privateRoom(anna)]);
    expect(said[1]?.text).toContain(`${bruno} said no. Nothing was done`);
    expect(await made()).toBe(false);
  });
  test("who only reads by then confirms nothing, and nobody else is there who may", async () => {
    const code = await second();
    await change(bruno, "read");
    const said = await type(bruno, privateRoom(bruno), `ok ${code}`);
    expect(said.map(({ to, notice }) => [to, notice.type])).toEqual([
      [privateRoom(bruno), "confirm-changed"],
      [privateRoom(anna), "confirm-in-case"],
    ]);
    expect(await made()).toBe(false);
  });
  test("who may no more is not asked again: the right one is, and it rings for them", async () => {
    const code = await second();
    await transaction(async (tx) => {
      await tx.stores.cases.add(await caseOf(tx), { userId: clara, role: "contribute", by: anna, now: now() });
      await join(tx, caseRoom, clara);
    });
    await change(bruno, "read");
    const said = await type(bruno, privateRoom(bruno), `ok ${code}`);
    expect(said.map(({ to, notice }) => [to, notice.type])).toEqual([
      [privateRoom(bruno), "confirm-changed"],
      [privateRoom(clara), "confirm-in-case"],
    ]);
    expect(said[0]?.text).toContain(`It is asked anew of ${clara}.`);
    const rings = await transaction((tx) => tx.outbox.waiting(100));
    expect(rings.at(-1)?.mentions).toEqual([clara]);
    expect((await type(clara, privateRoom(clara), `ok ${codeIn(said, clara)}`))[0]?.notice.type).toBe("confirmed");
    expect(await made()).toBe(true);
  });
  test("who may still is not passed over for a lead who is made meanwhile", async () => {
    await transaction(async (tx) => {
      await tx.stores.cases.add(await caseOf(tx), { userId: clara, role: "contribute", by: anna, now: later(1) });
      await join(tx, caseRoom, clara);
    });
    const code = await second();
    await change(clara, "lead");
    expect((await type(bruno, privateRoom(bruno), `ok ${code}`))[0]?.notice.type).toBe("confirmed");
  });
  test("nobody's code counts until their identity is verified, where that is asked for", async () => {
    const identity = (userId: UserId, verified: boolean) => ({ key: userId, words: [], changed: false, verified });
    state.verifiedOnly = true;
    state.identities.set(anna, identity(anna, true));
    state.identities.set(bruno, identity(bruno, false));
    const said = await type(bruno, privateRoom(bruno), `ok ${await second()}`);
    expect(said.map(({ to, text }) => [to, text])).toEqual([[privateRoom(bruno), expect.stringContaining("has confirmed your identity")]]);
    expect(await made()).toBe(false);
    state.identities.set(bruno, identity(bruno, true));
    expect((await type(bruno, privateRoom(bruno), `ok ${await second()}`))[0]?.notice.type).toBe("confirmed");
  });
  test("who has left the roster confirms nothing", async () => {
    const code = await second();
    await transaction((tx) => tx.stores.roster.remove(bruno));
    expect((await type(bruno, privateRoom(bruno), `ok ${code}`)).map(({ notice }) => notice.type)).not.toContain("confirmed");
    expect(await made()).toBe(false);
  });
});
