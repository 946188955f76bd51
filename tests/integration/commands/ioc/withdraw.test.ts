import { beforeEach, describe, expect, test } from "vitest";
import { caseDefaults } from "#domain/codes/codes.ts";
import { caseRoom, codeIn, type Heard, join, minute, office, privateRoom } from "../../bot/office.ts";
import { address, anna, bruno, user } from "../../storage/fresh.ts";

const desk = office();
const { state, type, transaction, records } = desk;
const chloe = user("@chloe:two.office.example");

/** Anna leads; bruno and chloe contribute, and bruno has logged IOC-1 and IOC-2. */
beforeEach(async () => {
  await transaction(async (tx) => {
    await tx.stores.roster.save({ userId: chloe, country: "FR" });
    await tx.stores.cases.add(desk.case(), { userId: chloe, role: "contribute", by: anna, now: desk.now() });
    await join(tx, caseRoom, chloe);
    await tx.rooms.madePrivate(chloe, privateRoom(chloe), desk.now());
    await join(tx, privateRoom(chloe), chloe, user("@liaison:one.office.example"));
    await tx.rooms.save({ roomId: privateRoom(chloe), kind: "private", safe: true });
  });
  await type(bruno, caseRoom, "/ioc add 203.0.113.7 203.0.113.8");
});
const left = async () => (await records()).records.map(({ ref }) => ref).toSorted();
const asked = (all: readonly Heard[]) => all.filter(({ notice }) => notice.type === "confirm-in-case");

describe("somebody else's record", () => {
  test("is withdrawn by a lead at once, of which its provider is called", async () => {
    const said = await type(anna, caseRoom, "/ioc withdraw 1 reason: our scanner");
    expect(said.map(({ to, notice }) => [to, notice.type])).toEqual([
      [caseRoom, "indicators-withdrawn"],
      [privateRoom(bruno), "indicators-taken"],
    ]);
    expect(said[1]?.text).toBe(`${anna} has withdrawn what you logged: IOC-1: our scanner`);
    expect((await transaction((tx) => tx.outbox.waiting(100))).at(-1)?.mentions).toEqual([bruno]);
    expect(await left()).toEqual(["IOC-2"]);
  });

  test("is proposed by who only contributes: its provider or a lead is asked, which rings, and nothing is done before", async () => {
    const said = await type(chloe, caseRoom, "/ioc withdraw 1,2 reason: our scanner");
    expect(asked(said).map(({ to }) => to)).toEqual([privateRoom(bruno), privateRoom(anna)]);
    expect(said.at(-1)?.text).toContain("it waits for a confirmation in the private room of");
    expect(asked(said)[0]?.text).toContain(`IOC-1, IOC-2 will be withdrawn: our scanner\nLogged by ${bruno}: IOC-1, IOC-2`);
    expect((await transaction((tx) => tx.outbox.waiting(100))).flatMap(({ mentions }) => mentions ?? [])).toEqual([bruno, anna]);
    expect(await left()).toEqual(["IOC-1", "IOC-2"]);
    expect((await type(chloe, privateRoom(chloe), `ok ${codeIn(said, bruno)}`))[0]?.notice.type).toBe("no-such-code");
    await type(bruno, privateRoom(bruno), `ok ${codeIn(said, bruno)}`);
    expect(await left()).toEqual([]);
    expect((await type(anna, privateRoom(anna), `ok ${codeIn(said, anna)}`))[0]?.notice.type).toBe("no-such-code");
  });

  test("a lead confirms as well, and then its provider is called", async () => {
    const said = await type(chloe, caseRoom, "/ioc withdraw 1 reason: our scanner");
    const done = await type(anna, privateRoom(anna), `ok ${codeIn(said, anna)}`);
    expect(done.find(({ to }) => to === privateRoom(bruno))?.text).toContain(`${chloe} has withdrawn what you logged: IOC-1`);
    expect(await left()).toEqual(["IOC-2"]);
  });

  test("stays when one of them says no, and after ten minutes", async () => {
    const first = await type(chloe, caseRoom, "/ioc withdraw 1 reason: our scanner");
    const no = await type(bruno, privateRoom(bruno), `no ${codeIn(first, bruno)}`);
    expect(no.find(({ to }) => to === privateRoom(chloe))?.text).toContain(`${bruno} said no.`);
    expect((await type(anna, privateRoom(anna), `ok ${codeIn(first, anna)}`))[0]?.notice.type).toBe("no-such-code");
    const second = await type(chloe, caseRoom, "/ioc withdraw 1 reason: our scanner");
    state.clock = 10 * minute;
    expect((await type(anna, privateRoom(anna), `ok ${codeIn(second, anna)}`))[0]?.notice.type).toBe("no-such-code");
    expect(await left()).toEqual(["IOC-1", "IOC-2"]);
  });

  test("stays when who is asked has lost the right meanwhile, or who proposes it has", async () => {
    const said = await type(chloe, caseRoom, "/ioc withdraw 1 reason: our scanner");
    await transaction((tx) => tx.stores.cases.remove(desk.case(), bruno, desk.now()));
    expect((await type(bruno, privateRoom(bruno), `ok ${codeIn(said, bruno)}`))[0]?.notice.type).toBe("confirm-changed");
    const again = await type(chloe, caseRoom, "/ioc withdraw 1 reason: our scanner");
    await transaction((tx) => tx.stores.cases.add(desk.case(), { userId: chloe, role: "read", by: anna, now: desk.now() }));
    expect((await type(anna, privateRoom(anna), `ok ${codeIn(again, anna)}`))[0]?.text).toContain("Not permitted");
    expect(await left()).toEqual(["IOC-1", "IOC-2"]);
  });

  test("of several providers at once a lead decides; where nobody is there who may, nothing happens", async () => {
    await transaction((tx) =>
      tx.stores.indicators.log(desk.case(), [address("203.0.113.9")], { codes: caseDefaults, tags: [] }, { by: anna, now: desk.now() }),
    );
    expect(asked(await type(chloe, caseRoom, "/ioc withdraw 1,3 reason: x")).map(({ to }) => to)).toEqual([privateRoom(anna)]);
    await transaction(async (tx) => {
      await tx.rooms.setMembers(caseRoom, [{ userId: anna, membership: "leave" }], desk.now());
      await tx.stores.cases.remove(desk.case(), bruno, desk.now());
    });
    expect((await type(chloe, caseRoom, "/ioc withdraw 1 reason: x"))[0]?.text).toContain(
      "IOC-1: another officer who may must confirm this",
    );
  });
});

test("one's own is withdrawn at once, without a call", async () => {
  const said = await type(bruno, caseRoom, "/ioc withdraw 1 reason: typo");
  expect(said.map(({ to, notice }) => [to, notice.type])).toEqual([[caseRoom, "indicators-withdrawn"]]);
});

describe("what was withdrawn and is logged again", () => {
  const found = async (ref: "IOC-1" | "IOC-3") => transaction((tx) => tx.stores.indicators.find(desk.case(), ref));
  test("after a lead took it from its provider, is the provider's record as before: a lead alone does not free it", async () => {
    await transaction((tx) =>
      tx.stores.lifecycle.set(desk.case(), { refs: ["IOC-1"], by: bruno, lead: false, now: desk.now() }, { codes: { handling: ["H2"] } }),
    );
    await type(anna, caseRoom, "/ioc withdraw 1 reason: x");
    const [said] = await type(anna, caseRoom, "/ioc add 203.0.113.7 h:H0 share:open tlp:red");
    expect(said?.text).toContain("IOC-1 withdrawn here before, and back: what others protect of it holds. Now TLP:RED.");
    expect(await found("IOC-1")).toMatchObject({ loggedBy: bruno, codes: { handling: ["H2"], share: "hit", tlp: "red" } });
    expect(await found("IOC-1")).not.toHaveProperty("withdrawn");
    expect(await found("IOC-1")).not.toHaveProperty("permitted");
    expect(await found("IOC-3")).toBeUndefined();
    const rows = await desk.rows<{ job: string }>(
      "select job from liaison.work where done_at is null and job in ('correlate', 'announce')",
    );
    expect(rows.map(({ job }) => job).toSorted()).toEqual(["announce", "correlate", "correlate", "correlate"]);
  });
  test("keeps what a lead has raised, also for its provider", async () => {
    await type(anna, caseRoom, "/ioc set 1 tlp:red");
    await type(bruno, caseRoom, "/ioc withdraw 1 reason: x");
    await type(bruno, caseRoom, "/ioc add 203.0.113.7 tlp:green");
    expect(await found("IOC-1")).toMatchObject({ codes: { tlp: "red" }, loggedBy: bruno });
  });
  test("is a new record where its provider took it back, and nobody else protects it", async () => {
    await type(bruno, caseRoom, "/ioc withdraw 1 reason: typo");
    expect((await type(anna, caseRoom, "/ioc add 203.0.113.7 tlp:green"))[0]?.text).toMatch(/^IOC-3 logged/u);
    expect(await found("IOC-1")).toMatchObject({ withdrawn: { by: bruno } });
  });
});
