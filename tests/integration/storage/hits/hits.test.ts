import { beforeEach, describe, expect, test } from "vitest";
import type { Codes, Share } from "#domain/codes/codes.ts";
import type { Indicator } from "#domain/indicators/indicator.ts";
import type { CaseId } from "#domain/primitives/ids.ts";
import type { OpenStorage } from "../../../../storage/open.ts";
import { address, anna, bruno, later, log, noCodes, onPostgres, openCase, value } from "../fresh.ts";

const postgres = onPostgres();
const ripe = later(3_600);
/** Nobody's permission is needed. */
const free: Codes = { ...noCodes, handling: ["H0"] };
let storage: OpenStorage;
let one: CaseId;
let two: CaseId;
beforeEach(async () => {
  storage = await postgres.open();
  await storage.transaction(async (tx) => {
    await tx.stores.roster.save({ userId: anna, country: "NL" });
    await tx.stores.roster.save({ userId: bruno, country: "FR" });
    one = await openCase(tx, "One", anna);
    two = await openCase(tx, "Two", bruno);
  });
});

/** Logs, and hands back the ids of the new records as their work names them. */
async function logged(
  of: CaseId,
  found: readonly Indicator[],
  share: Share = "hit",
  seconds = 0,
  by = of === one ? anna : bruno,
): Promise<readonly string[]> {
  const before = new Set((await storage.transaction((tx) => tx.work.due(ripe, 1_000))).map(({ id }) => id));
  await storage.transaction((tx) => log(tx, of, found, { ...free, share }, later(seconds), by));
  const ids = (await storage.transaction((tx) => tx.work.due(ripe, 1_000))).map(({ id }) => id);
  const items = await Promise.all(ids.filter((id) => !before.has(id)).map((id) => storage.transaction((tx) => tx.work.take(id, ripe))));
  return items.flatMap((item) => (item === undefined ? [] : [item.work.subject]));
}
const correlate = (id: string | undefined, now = ripe) => storage.transaction((tx) => tx.stores.hits.correlate(id ?? "", now));
const list = (of: CaseId) => storage.transaction((tx) => tx.stores.hits.list(of, 10));
const c2 = address("198.51.100.7");

test("the same value in two cases is one hit for both, told once, whoever looks first", async () => {
  const [mine] = await logged(one, [c2]);
  const [theirs] = await logged(two, [c2], "hit", 60);
  const told = await correlate(theirs);
  const common = { ref: "HIT-1", own: "IOC-1", kind: "ipv4", match: "same", at: ripe, share: "hit" };
  expect(new Map(told.map((side) => [side.case, side.hit]))).toEqual(
    new Map([
      [one, { ...common, side: "holder" }],
      [two, { ...common, side: "asker" }],
    ]),
  );
  expect(told.every((side) => side.hit.disclosed === undefined)).toBe(true);
  expect(await correlate(mine)).toEqual([]);
  expect(await correlate(theirs)).toEqual([]);
  expect(await list(one)).toEqual({ hits: [{ ...common, side: "holder" }], total: 1 });
  expect(await storage.transaction((tx) => tx.stores.hits.show(two, "HIT-1", { by: bruno, now: ripe }))).toEqual({
    ...common,
    side: "asker",
  });
  expect(await storage.transaction((tx) => tx.stores.hits.show(two, "HIT-2", { by: bruno, now: ripe }))).toBeUndefined();
});

test("both sides looking at the same time make one hit, with right numbers", async () => {
  const values = Array.from({ length: 12 }, (_, index) => address(`203.0.113.${index}`));
  const mine = await logged(one, values);
  const theirs = await logged(two, values);
  const told = (await Promise.all([...mine, ...theirs.toReversed()].map((id) => correlate(id)))).flat();
  const numbers = (of: CaseId) => told.filter((side) => side.case === of).map((side) => Number(side.hit.ref.slice(4)));
  for (const of of [one, two]) expect(numbers(of).sort((a, b) => a - b)).toEqual(values.map((_, index) => index + 1));
  expect((await list(one)).total).toBe(12);
});

test("nothing meets before its grace is over", async () => {
  const [mine] = await logged(one, [c2]);
  const [theirs] = await logged(two, [c2], "hit", 5);
  expect(await correlate(mine, later(10))).toEqual([]);
  expect(await correlate(theirs, later(14))).toEqual([]);
  expect(await correlate(theirs, later(15))).toHaveLength(2);
});

test("records of one case do not meet", async () => {
  const [mine] = await logged(one, [c2, value("ipv4-cidr", "198.51.100.0/24")]);
  expect(await correlate(mine)).toEqual([]);
});

describe("a withdrawn record", () => {
  test("is met by nobody and meets nobody", async () => {
    const [mine] = await logged(one, [c2]);
    await storage.transaction((tx) => tx.stores.indicators.withdraw(one, ["IOC-1"], "typo", { by: anna, now: later(1) }));
    const [theirs] = await logged(two, [c2]);
    expect(await correlate(mine)).toEqual([]);
    expect(await correlate(theirs)).toEqual([]);
    const rows = await storage.database.query<{ indicator_id: string }>("select distinct indicator_id from liaison.match_row");
    expect(rows.map((row) => row.indicator_id)).toEqual([theirs]);
  });

  test("after the hit discloses nothing any more", async () => {
    await logged(one, [c2], "open");
    const [theirs] = await logged(two, [c2], "hit", 60);
    await correlate(theirs);
    expect((await list(two)).hits).toMatchObject([{ share: "open", value: "198.51.100.7" }]);
    await storage.transaction((tx) => tx.stores.indicators.withdraw(one, ["IOC-1"], "typo", { by: anna, now: later(1) }));
    const [hit] = (await list(two)).hits;
    expect(hit?.share).toBe("hit");
    expect(hit).not.toHaveProperty("value");
    expect(hit).not.toHaveProperty("contact");
  });
});

describe("each side learns what the other record's share allows", () => {
  test.each([
    ["silent", undefined],
    ["hit", { share: "hit" }],
    ["contact", { share: "contact", disclosed: { ...free, share: "contact" }, contact: { userId: anna, country: "NL" } }],
    ["open", { share: "open", disclosed: { ...free, share: "open" }, contact: { userId: anna, country: "NL" }, value: "198.51.100.7" }],
  ] as const)("%s", async (share, expected) => {
    await logged(one, [c2], share);
    const [theirs] = await logged(two, [c2], "hit", 60);
    const told = await correlate(theirs);
    const mySide = told.find((side) => side.case === one);
    const gave = share === "contact" || share === "open" ? share : undefined;
    expect(mySide?.hit).toEqual({ ref: "HIT-1", own: "IOC-1", kind: "ipv4", side: "holder", match: "same", at: ripe, share: "hit", gave });
    const theirSide = told.find((side) => side.case === two);
    if (expected === undefined) expect(theirSide).toBeUndefined();
    else expect(theirSide?.hit).toEqual({ ref: "HIT-1", own: "IOC-1", kind: "ipv4", side: "asker", match: "same", at: ripe, ...expected });
    expect(theirSide?.hit.disclosed?.share).toBe(gave);
    expect((await list(one)).hits).toEqual([mySide?.hit]);
  });

  test.each([{ tlp: "red" }, { tlp: "amber+strict" }, { only: ["NL"] }] as const)(
    "a record for certain persons or countries gives no more than the hit: %j",
    async (own) => {
      const codes = { ...free, ...own, share: "open" as const };
      await storage.transaction((tx) => tx.stores.indicators.log(one, [c2], { codes, tags: [] }, { by: anna, now: later(0) }));
      const [theirs] = await logged(two, [c2], "hit", 60);
      const told = await correlate(theirs);
      const theirSide = told.find((side) => side.case === two);
      expect(theirSide?.hit).toEqual({ ref: "HIT-1", own: "IOC-1", kind: "ipv4", side: "asker", match: "same", at: ripe, share: "hit" });
      expect(theirSide?.hit.disclosed).toBeUndefined();
      expect(told.find((side) => side.case === one)?.hit).not.toHaveProperty("gave");
    },
  );

  test("a silent record leaves no gap in the other case's numbers and no line in its list", async () => {
    // two that are heard around the silent one, all met by one look
    await logged(one, [value("ipv4-cidr", "198.51.100.0/24")]);
    await logged(one, [c2], "silent");
    const three = await storage.transaction((tx) => openCase(tx, "Three", anna));
    await logged(three, [value("ipv4-cidr", "198.51.0.0/16")]);
    const [theirs] = await logged(two, [c2, address("203.0.113.1")], "hit", 60);
    await correlate(theirs);
    expect((await list(two)).hits.map((hit) => hit.ref)).toEqual(["HIT-2", "HIT-1"]);
    expect((await list(two)).total).toBe(2);
    expect((await list(one)).hits.map((hit) => hit.ref)).toEqual(["HIT-2", "HIT-1"]);
    expect(await storage.transaction((tx) => tx.stores.cases.count(two))).toMatchObject({ hits: 2 });
  });

  test("two silent ones tell nobody, but the pair is written", async () => {
    await logged(one, [c2], "silent");
    const [theirs] = await logged(two, [c2], "silent", 60);
    expect(await correlate(theirs)).toEqual([]);
    expect(await storage.database.query("select 1 as pair from liaison.hit")).toEqual([{ pair: 1 }]);
  });
});

describe("what is inside of something", () => {
  test.each([
    ["an address in a range", c2, value("ipv4-cidr", "198.51.96.0/20")],
    ["a range in a range", value("ipv4-cidr", "198.51.100.0/26"), value("ipv4-cidr", "198.51.100.0/25")],
    ["a host in a URL's domain", value("url", "http://www.evil.example/a"), value("domain", "evil.example")],
  ])("%s adjoins it, in both orders", async (_what, inner, outer) => {
    for (const [first, second] of [
      [inner, outer],
      [outer, inner],
    ] as const) {
      storage = await postgres.open();
      [one, two] = await storage.transaction(async (tx) => [await openCase(tx, "One", anna), await openCase(tx, "Two", bruno)]);
      await logged(one, [first]);
      const [theirs] = await logged(two, [second], "hit", 60);
      expect((await correlate(theirs)).map((side) => side.hit.match)).toEqual(["adjoining", "adjoining"]);
    }
  });

  test("two with only a common parent do not meet", async () => {
    await logged(one, [value("domain", "a.evil.example")]);
    const [theirs] = await logged(two, [value("domain", "b.evil.example")], "hit", 60);
    expect(await correlate(theirs)).toEqual([]);
  });
});
