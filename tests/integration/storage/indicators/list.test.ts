import { beforeAll, describe, expect, test } from "vitest";
import type { TypedCodes } from "#domain/codes/codes.ts";
import type { RecordFilter } from "#domain/indicators/filter.ts";
import type { CaseId } from "#domain/primitives/ids.ts";
import type { OpenStorage } from "../../../../storage/open.ts";
import { address, anna, bruno, graceMs, later, log, noCodes, onPostgres, openCase, t0, value } from "../fresh.ts";

const postgres = onPostgres();
let storage: OpenStorage;
let of: CaseId;
let titles = 0;
beforeAll(async () => {
  storage = await postgres.open();
});
const fresh = async () => {
  of = await storage.transaction((tx) => openCase(tx, `Case ${++titles}`, anna));
};

describe("logging", () => {
  beforeAll(fresh);
  test("numbers new values in their order and sees known ones again", async () => {
    const first = await storage.transaction((tx) => log(tx, of, [address("192.0.2.1"), address("192.0.2.2")]));
    expect(first.map((line) => [line.ref, line.again])).toEqual([
      ["IOC-1", false],
      ["IOC-2", false],
    ]);
    const second = await storage.transaction((tx) =>
      log(tx, of, [address("192.0.2.3"), address("192.0.2.1"), address("192.0.2.3")], {}, later(60), bruno),
    );
    expect(second.map((line) => [line.ref, line.again])).toEqual([
      ["IOC-3", false],
      ["IOC-1", true],
      ["IOC-3", true],
    ]);
    expect(await storage.transaction((tx) => tx.stores.indicators.find(of, "IOC-1"))).toMatchObject({
      indicator: address("192.0.2.1"),
      loggedBy: anna,
      loggedAt: t0,
      lastSeenAt: later(60),
      timesSeen: 2,
    });
  });

  test("a known value keeps its own codes, unless others were typed: it is raised to them and never lowered", async () => {
    const [line] = await storage.transaction((tx) => log(tx, of, [address("192.0.2.1")], { tlp: "red" }));
    expect(line?.codes).toEqual(noCodes);
    expect(line).not.toHaveProperty("was");
    const typing = (typed: TypedCodes) =>
      storage.transaction((tx) =>
        tx.stores.indicators.log(of, [address("192.0.2.1")], { codes: noCodes, typed, tags: [] }, { by: bruno, now: t0 }),
      );
    const higher = { ...noCodes, tlp: "red", share: "silent" };
    expect(await typing({ tlp: "red", share: "silent", pap: "clear" })).toMatchObject([{ codes: higher, was: noCodes, again: true }]);
    expect(await typing({ tlp: "clear", share: "open" })).toEqual([
      { ref: "IOC-1", indicator: address("192.0.2.1"), codes: higher, again: true, loggedAt: t0 },
    ]);
    const records = await storage.transaction((tx) => tx.stores.indicators.list(of, { most: 9 }));
    expect(records.records.map(({ ref, codes, loggedBy }) => [ref, codes, loggedBy])).toEqual([
      ["IOC-3", noCodes, bruno],
      ["IOC-2", noCodes, anna],
      ["IOC-1", higher, anna],
    ]);
  });

  test("the same text of another kind is another record", async () => {
    const [line] = await storage.transaction((tx) => log(tx, of, [value("text", "192.0.2.1")]));
    expect(line?.again).toBe(false);
  });

  test("particulars are kept; a time of sighting is the record's last", async () => {
    const particulars = {
      codes: { ...noCodes, only: ["NL"] },
      tags: ["C2", "tor"],
      note: "from the wire",
      source: "tap",
      seenAt: later(-3_600),
    };
    const [line] = await storage.transaction((tx) =>
      tx.stores.indicators.log(of, [address("192.0.2.9")], particulars, { by: bruno, now: t0 }),
    );
    if (line === undefined) throw new Error("nothing was logged");
    const record = await storage.transaction((tx) => tx.stores.indicators.find(of, line.ref));
    expect(record).toMatchObject({
      codes: particulars.codes,
      tags: ["C2", "tor"],
      note: "from the wire",
      source: "tap",
      lastSeenAt: later(-3_600),
      loggedAt: t0,
    });
  });
});

describe("at the same time", () => {
  beforeAll(fresh);
  test("one value twice is one record", async () => {
    const lines = await Promise.all(Array.from({ length: 8 }, () => storage.transaction((tx) => log(tx, of, [address("192.0.2.1")]))));
    expect(lines.flat().map((line) => line.ref)).toEqual(Array(8).fill("IOC-1"));
    expect(lines.flat().filter((line) => !line.again)).toHaveLength(1);
    expect(await storage.transaction((tx) => tx.stores.indicators.find(of, "IOC-1"))).toMatchObject({ timesSeen: 8 });
  });

  test("different values leave no gap and share no number, also when one is undone", async () => {
    const undone = storage.transaction(async (tx) => {
      await log(tx, of, [address("192.0.2.200")]);
      throw new Error("undone");
    });
    const lines = Promise.all(
      Array.from({ length: 8 }, (_, index) => storage.transaction((tx) => log(tx, of, [address(`192.0.2.${100 + index}`)]))),
    );
    await expect(undone).rejects.toThrow("undone");
    expect(
      (await lines)
        .flat()
        .map((line) => Number(line.ref.slice(4)))
        .sort((a, b) => a - b),
    ).toEqual([2, 3, 4, 5, 6, 7, 8, 9]);
  });
});

test("500 values are logged at once, each with its work after the grace", async () => {
  await fresh();
  const waitingBefore = (await storage.transaction((tx) => tx.stores.health.read())).plannedJobs;
  const values = Array.from({ length: 500 }, (_, index) => value("domain", `a${index}.evil.example`));
  const lines = await storage.transaction((tx) => log(tx, of, values));
  expect(lines.map((line) => line.ref)).toEqual(values.map((_, index) => `IOC-${index + 1}`));
  expect((await storage.transaction((tx) => tx.stores.health.read())).plannedJobs).toBe(waitingBefore + 500);
  expect(await storage.transaction((tx) => tx.stores.cases.count(of))).toEqual({ members: 1, indicators: 500, hits: 0 });
});

test("work is due when the grace is over and not before", async () => {
  const { transaction } = await postgres.open();
  const id = await transaction((tx) => openCase(tx, "Grace", anna));
  await transaction((tx) => log(tx, id, [address("192.0.2.1")]));
  expect(await transaction((tx) => tx.work.due(later(graceMs / 1_000 - 0.001), 10))).toEqual([]);
  expect(await transaction((tx) => tx.work.nextDue(t0))).toEqual(later(graceMs / 1_000));
  expect(await transaction((tx) => tx.work.due(later(graceMs / 1_000), 10))).toHaveLength(1);
});

describe("listing", () => {
  beforeAll(async () => {
    await fresh();
    await storage.transaction(async (tx) => {
      await tx.stores.indicators.log(
        of,
        [address("192.0.2.1"), value("domain", "evil.example")],
        { codes: noCodes, tags: ["Botnet"] },
        { by: anna, now: t0 },
      );
      await tx.stores.indicators.log(
        of,
        [address("192.0.2.2"), address("192.0.2.3")],
        { codes: noCodes, tags: [] },
        { by: anna, now: later(60) },
      );
      await tx.stores.indicators.withdraw(of, ["IOC-3"], "typo", { by: anna, now: later(70) });
    });
  });
  test.each([
    ["everything live, newest first", {}, ["IOC-4", "IOC-2", "IOC-1"]],
    ["a kind", { kind: "ipv4" }, ["IOC-4", "IOC-1"]],
    ["a tag, in any case", { tag: "bOTNET" }, ["IOC-2", "IOC-1"]],
    ["since a time", { since: later(60) }, ["IOC-4"]],
    ["all of them together", { kind: "domain", tag: "botnet", since: t0 }, ["IOC-2"]],
    ["nothing", { tag: "other" }, []],
  ] satisfies [string, RecordFilter, string[]][])("%s", async (_what, filter, refs) => {
    const { records, total } = await storage.transaction((tx) => tx.stores.indicators.list(of, { ...filter, most: 10 }));
    expect(records.map((record) => record.ref)).toEqual(refs);
    expect(total).toBe(refs.length);
  });
  test("at most so many, with the count of all", async () => {
    const { records, total } = await storage.transaction((tx) => tx.stores.indicators.list(of, { most: 1 }));
    expect([records.map((record) => record.ref), total]).toEqual([["IOC-4"], 3]);
  });
});

describe("withdrawing", () => {
  beforeAll(async () => {
    await fresh();
    await storage.transaction((tx) => log(tx, of, [address("192.0.2.1"), address("192.0.2.2")]));
  });
  test("keeps the record with the reason, and says what was already withdrawn or unknown", async () => {
    const withdraw = () =>
      storage.transaction((tx) =>
        tx.stores.indicators.withdraw(of, ["IOC-1", "IOC-99", "IOC-99999999999"], "typo", { by: bruno, now: later(60) }),
      );
    const unknown = ["IOC-99", "IOC-99999999999"];
    expect(await withdraw()).toEqual({ withdrawn: ["IOC-1"], foreign: [{ ref: "IOC-1", provider: anna }], already: [], unknown });
    expect(await withdraw()).toEqual({ withdrawn: [], foreign: [], already: ["IOC-1"], unknown });
    expect(await storage.transaction((tx) => tx.stores.indicators.find(of, "IOC-1"))).toMatchObject({
      withdrawn: { by: bruno, at: later(60), reason: "typo" },
    });
  });
  test("leaves the value free to be logged anew", async () => {
    const [line] = await storage.transaction((tx) => log(tx, of, [address("192.0.2.1")]));
    expect(line).toMatchObject({ ref: "IOC-3", again: false });
  });
  test("is per case: another case's number is unknown", async () => {
    const other = await storage.transaction((tx) => openCase(tx, "Other", anna));
    expect(await storage.transaction((tx) => tx.stores.indicators.withdraw(other, ["IOC-2"], "typo", { by: anna, now: t0 }))).toMatchObject(
      {
        unknown: ["IOC-2"],
      },
    );
    expect(await storage.transaction((tx) => tx.stores.indicators.find(other, "IOC-2"))).toBeUndefined();
  });
});
