import { beforeEach, describe, expect, test } from "vitest";
import type { UserId } from "#domain/primitives/ids.ts";
import type { Place } from "../../../../storage/index.ts";
import { anna, bruno, later, t0 } from "../../storage/fresh.ts";
import { chloe, day, indicatorDesk, warned } from "./indicator-desk.ts";

const desk = indicatorDesk();
const { answer, send } = desk;

describe("list", () => {
  test("filters by every key, and pages by numbers", async () => {
    const values = Array.from({ length: 60 }, (_, index) => `host${index + 1}.example`);
    await send(`/ioc add ${values.join(" ")} src:abuse.ch tag:c2`);
    await send("/ioc add 198.51.100.7 tlp:red cat:victim");
    const pages: string[][] = [];
    for (let typed: string | undefined = "/ioc list type:domain src:abuse[.]ch"; typed !== undefined; ) {
      const listed: readonly string[] = (await answer(typed)).split("\n");
      pages.push(listed.filter((line) => line.startsWith("IOC-")).map((line) => line.split(" ")[0] ?? ""));
      typed = /more: (.*)$/u.exec(listed.at(-1) ?? "")?.[1];
      if (pages.length === 1) expect(typed).toBe('/ioc list 1-10 type:domain src:"abuse[.]ch"');
    }
    expect(pages.map((page) => page.length)).toEqual([50, 10]);
    expect(pages.flat()).toEqual(Array.from({ length: 60 }, (_, index) => `IOC-${60 - index}`));
    expect(await answer("/ioc list 3-5")).toMatch(/^3 records, newest first:\nIOC-5 .*\nIOC-4 .*\nIOC-3 /u);
    expect(await answer("/ioc list tlp:red")).toMatch(/^1 record, newest first:\nIOC-61 · ipv4/u);
    expect(await answer("/ioc list cat:victim since:2026-11-01")).toContain("IOC-61");
    expect(await answer("/ioc list src:nobody")).toBe("No records.");
    expect(await answer("/ioc list x")).toContain('"x" is not the number of an IOC.');
  });
});

describe("find", () => {
  const nowhere: Place = { where: "private", officer: bruno };
  const find = (text: string, by: UserId, now = later(2 * day)) => answer(`/ioc find ${text}`, { by, place: nowhere, now });
  beforeEach(async () => {
    await send("/ioc add 198.51.100.7 https://evil.example/a");
    await send("/ioc add 198.51.100.0/24", { by: bruno, place: desk.south, now: later(day) });
  });

  test("looks over the officer's own cases, for the same and for what adjoins", async () => {
    expect((await find("198[.]51[.]100[.]7", bruno)).split("\n")).toEqual([
      "198[.]51[.]100[.]7: 2 records in your cases, newest first:",
      "C-2026-0002 IOC-1 · adjoining ipv4-cidr 198[.]51[.]100[.]0/24 · TLP:AMBER · PAP:AMBER · H1 · X4 · share:hit · 2026-11-03 14:00 UTC (1 day ago)",
      "C-2026-0001 IOC-1 · same · TLP:AMBER · PAP:AMBER · H1 · X4 · share:hit · 2026-11-02 14:00 UTC (2 days ago)",
    ]);
    expect(await find("evil.example", bruno)).toContain("C-2026-0001 IOC-2 · adjoining url hxxps://evil[.]example/a ·");
  });

  test("never tells of other cases: the same words as for nothing", async () => {
    expect(await find("198.51.100.0/24", anna)).not.toContain("C-2026-0002");
    await send("/ioc add secret.example", { by: bruno, place: desk.south });
    expect(await find("secret.example", anna)).toBe("secret[.]example: nothing in your cases.");
    expect(await find("no-secret.example", anna)).toBe("no-secret[.]example: nothing in your cases.");
  });

  test("not what was withdrawn, but what is a false positive or on a warning list", async () => {
    await send("/ioc add 192.0.2.1", { about: warned });
    await send("/ioc fp 1");
    expect(await find("192.0.2.1", chloe)).toContain("C-2026-0001 IOC-3 · same");
    expect(await find("198.51.100.7", chloe)).toContain("C-2026-0001 IOC-1 · same");
    await send("/ioc withdraw 1,3 reason:typo");
    expect(await find("192.0.2.1", chloe)).toBe("192[.]0[.]2[.]1: nothing in your cases.");
    expect(await find("198.51.100.7", chloe)).toBe("198[.]51[.]100[.]7: nothing in your cases.");
  });

  test("not in a case whose time has run out for them", async () => {
    const until = later(day);
    await desk.storage.transaction((tx) => tx.stores.cases.add(desk.north.case, { userId: chloe, role: "read", until, by: anna, now: t0 }));
    expect(await find("198.51.100.7", chloe, t0)).toContain("C-2026-0001 IOC-1");
    expect(await find("198.51.100.7", chloe)).toBe("198[.]51[.]100[.]7: nothing in your cases.");
  });

  test("what is no indicator is explained", async () => {
    expect(await find("1.2.3.999", bruno)).toContain("Nothing was done. 1[.]2[.]3[.]999 is not an IPv4 address.");
  });
});
