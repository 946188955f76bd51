import { beforeEach, describe, expect, test } from "vitest";
import type { OpenStorage } from "../../../../storage/open.ts";
import { textFile } from "../../../support/text-file.ts";
import { anna, later, onPostgres } from "../../storage/fresh.ts";
import { counted, type ImportDesk, importDesk, names } from "./import-desk.ts";

const postgres = onPostgres();
let storage: OpenStorage;
let desk: ImportDesk;
beforeEach(async () => {
  storage = await postgres.open();
  desk = await importDesk(storage);
});

describe("meeting other cases", () => {
  const common = textFile(names(1_000, "common"));

  test("many hits are told once in each case, and numbered on both sides", async () => {
    await desk.confirm("/ioc import share:contact", { file: common, in: desk.day });
    await desk.work(later(60));
    await desk.said(desk.day);
    await desk.confirm("/ioc import", { file: textFile([...names(1_500), ...names(1_000, "common")]), now: later(60) });
    await desk.work(later(60));
    await desk.said(desk.night);
    await desk.work(later(120));
    const [[mine, ...noMore], [theirs, ...none]] = [await desk.said(desk.night), await desk.said(desk.day)];
    expect([noMore, none]).toEqual([[], []]);
    expect(mine?.split("\n").slice(0, 3)).toEqual([
      "1000 hits with other cases: HIT-1…HIT-1000.",
      "Nothing of yours was shown.",
      "HIT-1 · your IOC-1501 (domain) · same · asker · Contact: FR desk, @bruno:two.office.example",
    ]);
    expect(mine?.split("\n")).toHaveLength(2 + 20 + 1 + 1);
    expect(mine).toContain("… and 980 more: !hit list\nTLP:AMBER");
    expect(theirs?.split("\n").slice(0, 2)).toEqual([
      "1000 hits with other cases: HIT-1…HIT-1000.",
      "For 1000 of them more of yours was shown, as the share: of your records says.",
    ]);
    expect(theirs).not.toContain(anna);
    expect(await desk.answer("/hit list")).toContain("1000 hits");
    expect(await counted(storage, "liaison.hit")).toBe(1_000);
    expect(await counted(storage, "liaison.import_met")).toBe(0);
  });

  test("what is silent, withdrawn or on a warning list is not told", async () => {
    await desk.answer("/ioc add common-1.example common-2.example", { in: desk.day });
    await desk.answer("/ioc add common-3.example share:silent", { in: desk.day });
    await desk.work(later(60));
    await desk.confirm("/ioc import", { file: textFile(names(5, "common")), now: later(60) });
    await desk.work(later(60));
    await desk.answer("/ioc withdraw 2 reason:typo", { now: later(61) });
    await desk.said(desk.night);
    await desk.work(later(120));
    expect((await desk.said(desk.night)).map((text) => text.split("\n")[0])).toEqual([
      "HIT-1: another case holds your IOC-3 (domain). Nothing more may be shown.",
    ]);
    expect((await desk.said(desk.day)).map((text) => text.split("\n")[0])).toEqual([
      "HIT-1: your IOC-2 (domain) was logged by another case. Nothing of yours was shown.",
      "HIT-2: your IOC-3 (domain) was logged by another case. Nothing of yours was shown.",
    ]);
  });

  test("does not tell how many of its records lie in a range of another case", async () => {
    await desk.answer("/ioc add 198.51.100.0/24", { in: desk.day });
    await desk.work(later(60));
    await desk.confirm("/ioc import", { file: textFile(Array.from({ length: 9 }, (_, at) => `198.51.100.${at}`)), now: later(60) });
    await desk.work(later(60));
    await desk.said(desk.night);
    await desk.work(later(120));
    expect((await desk.said(desk.day)).map((text) => text.split("\n")[0])).toEqual([
      "HIT-1: something adjoining your IOC-1 (ipv4-cidr) was logged by another case. Nothing of yours was shown.",
    ]);
    expect((await desk.said(desk.night))[0]).toContain("9 hits with other cases: HIT-1…HIT-9");
    expect(await counted(storage, "liaison.hit")).toBe(9);
  });

  test("meets exactly what records meet one by one", async () => {
    const held = [
      "evil.example",
      "https://evil.example/a",
      "a@mail.evil.example",
      "192.0.2.0/24",
      "192.0.2.7",
      "198.51.100.9",
      "www.other.example",
    ];
    const mine = ["www.evil.example", "evil.example", "192.0.2.0/26", "192.0.2.9", "b@evil.example", "other.example", "198.51.100.0/25"];
    expect(await desk.answer(`/ioc add ${held.join(" ")}`, { in: desk.day })).toContain("IOC-7 logged");
    await desk.work(later(60));
    await desk.confirm("/ioc import", { file: textFile(mine), now: later(60) });
    await desk.work(later(60));
    await desk.work(later(120));
    const pairs = async () =>
      (
        await storage.database.query<{ a: number; b: number; same: boolean }>(
          `select a.number as a, b.number as b, h.same from liaison.hit h join liaison.hit_side s on s.hit_id = h.id
           join liaison.indicator a on a.id = s.own_id join liaison.indicator b on b.id = s.other_id
           where s.case_id = '${desk.night}' order by 1, 2`,
        )
      ).map(({ a, b, same }) => `${a} ${b} ${same}`);
    const together = await pairs();
    expect(together.length).toBeGreaterThan(9);
    await storage.database.query("delete from liaison.hit_side");
    await storage.database.query("delete from liaison.hit");
    for (const { id } of await storage.database.query<{ id: string }>(`select id from liaison.indicator where case_id = '${desk.night}'`))
      await storage.transaction((tx) => tx.stores.hits.correlate(id, later(120)));
    expect(together).toEqual(await pairs());
  });
});
