import { describe, expect, test } from "vitest";
import { connected } from "../../../support/copy-out.ts";
import { anna, bruno, later } from "../../storage/fresh.ts";
import { chloe, day, indicatorDesk, warned } from "./indicator-desk.ts";

const desk = indicatorDesk();
const { answer, send, show, work } = desk;

describe("scores", () => {
  test("fall with the kind's lifetime, and begin anew with a sighting", async () => {
    await send("/ioc add 198.51.100.7 eval:A1");
    expect(await answer("/ioc list")).toContain("share:hit · score 100 · 2026-11-02 14:00 UTC");
    const old = { now: later(11.25 * day) };
    expect(await answer("/ioc list", old)).toContain("· score 50 ·");
    expect(await answer("/ioc seen 1 note: on the proxy", old)).toBe("IOC-1 seen 2026-11-13 20:00 UTC.");
    expect(await answer("/ioc list", old)).toContain("· score 100 ·");
    expect(await show(1, old)).toContain(`score 100 · 100 when new\nSeen 2026-11-13 20:00 UTC by ${anna} · on the proxy`);
  });

  test("what has expired is shown so and can be listed; nothing is deleted", async () => {
    await send("/ioc add 198.51.100.7 bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4");
    const late = { now: later(46 * day) };
    const listed = (await answer("/ioc list expired", late)).split("\n");
    expect(listed[0]).toBe("1 record, newest first:");
    expect(listed[1]).toMatch(/^IOC-1 · ipv4 · .* · score 0 · expired · /u);
    expect(await answer("/ioc list", late)).toContain("2 records, newest first:");
  });
});

describe("sightings", () => {
  test("move the last one only forward and the first one only back, and are counted", async () => {
    await send("/ioc add 198.51.100.7");
    await send('/ioc seen 1 seen:2026-10-01 src:"mail gateway"');
    await send("/ioc seen IOC-1", { by: bruno, now: later(60) });
    const shown = await show(1);
    expect(shown).toContain("seen 3 times, last 2026-11-02 14:01 UTC.\nFirst seen 2026-10-01 00:00 UTC.");
    expect(shown).toContain(`Seen 2026-11-02 14:01 UTC by ${bruno}\nSeen 2026-10-01 00:00 UTC by ${anna} · mail gateway`);
  });

  test.each([
    ["/ioc seen 9", "Nothing was saved. No such IOC in this case."],
    ["/ioc seen 1,9", "Nothing was saved. No such IOC in this case: IOC-9."],
    ["/ioc seen 1 seen:2027-01-01", "Nothing was saved. That is in the future (it is now 2026-11-02 14:00 UTC)."],
    ["/ioc seen 2", "Nothing was saved. IOC-2: withdrawn. Nothing is done with withdrawn records any more."],
    ["/ioc sighted 1", 'Nothing was saved. Unknown verb "sighted". Did you mean: /ioc seen 1'],
  ])("%s", async (typed, expected) => {
    await send("/ioc add 198.51.100.7 198.51.100.8");
    await send("/ioc withdraw 2 reason:typo");
    expect((await answer(typed)).split("\n")[0]).toBe(expected);
    expect(await show(1)).toContain("seen 1 time,");
  });
});

describe("false positives", () => {
  test("by somebody else lower the score, once for each officer", async () => {
    await send("/ioc add 198.51.100.7 eval:A1");
    expect(await answer("/ioc fp 1 note: our scanner", { by: bruno })).toBe("IOC-1 marked as false positive · to undo: /ioc seen 1");
    expect(await answer("/ioc fp 1", { by: bruno })).toBe("IOC-1 marked by you already.");
    await send("/ioc fp 1", { by: chloe });
    expect(await answer("/ioc list")).toContain("· score 25 · doubted by 2 ·");
    expect(await show(1)).toContain(`False positive 2026-11-02 14:00 UTC by ${bruno} · our scanner`);
  });

  test("by who logged it or by a lead end its hits, until it is seen", async () => {
    await send("/ioc add 198.51.100.7 198.51.100.8", { by: bruno });
    expect(await answer("/ioc fp 1", { by: bruno })).toContain("IOC-1: score 0, and no more hits will be raised.");
    expect(await answer("/ioc fp 2")).toContain("IOC-2: score 0");
    await send("/ioc add 198.51.100.7 198.51.100.8", { by: bruno, place: desk.south });
    expect(await work(later(3_600))).toEqual([]);
    expect(await show(1)).toContain("score 0 · 50 when new · false positive. It raises no more hits, until: /ioc seen 1");
    expect(await answer("/ioc seen 1", { by: chloe, now: later(3_600) })).toContain("IOC-1: no false positive any more.");
    expect(await work(later(3_600))).toEqual([]);
    expect(await work(later(3_700))).toEqual([
      "north: HIT-1: your IOC-1 (ipv4) was logged by another case. Nothing of yours was shown.",
      "south: HIT-1: another case holds your IOC-1 (ipv4). Nothing more may be shown.",
    ]);
    expect(await show(1)).toContain(`False positive 2026-11-02 14:00 UTC by ${bruno} · seen since`);
    expect(await answer("/ioc fp 1", { by: bruno })).toContain("score 0");
  });

  test("what is on a warning list stays without hits when it is seen", async () => {
    await send("/ioc add 198.51.100.7", { about: warned });
    await send("/ioc fp 1");
    await send("/ioc seen 1", { about: warned });
    await send("/ioc add 198.51.100.7", { by: bruno, place: desk.south });
    expect(await work(later(3_600))).toEqual([]);
  });
});

describe("spill", () => {
  const canary = "canary-spilled.example";

  test("leaves nothing of the value, in the room and in the database", async () => {
    await send(`/ioc add ${canary} src:canary-source tag:canary note: canary-note`);
    await send("/ioc seen 1 note: canary-seen");
    await send("/ioc fp 1 note: canary-fp");
    await send("/ioc set 1 note: canary-changed");
    await send(`/ioc add ${canary}`, { by: bruno, place: desk.south });
    expect(await answer("/ioc spill 1")).toBe(
      [
        "IOC-1 spilled: value, notes and history are gone, and nothing matches any more.",
        "Being removed: 0 of my messages and 0 commands in this room, and what I said of it elsewhere.",
        "Not removed: other messages of people, files, and copies that clients or people outside have.",
      ].join("\n"),
    );
    expect(await answer("/ioc spill 1")).toBe("IOC-1 spilled already.");
    expect(await show(1)).toBe(
      [
        "IOC-1 · domain",
        "TLP:AMBER · PAP:AMBER · H1 · X4 · share:hit",
        `Logged 2026-11-02 14:00 UTC by ${anna}; seen 2 times, last 2026-11-02 14:00 UTC.`,
        `Spilled 2026-11-02 14:00 UTC by ${anna}: its value, notes and history are gone.`,
      ].join("\n"),
    );
    expect(await answer("/ioc list")).toBe("No records.");
    expect(await work(later(3_600))).toEqual([]);
    const left = await connected(desk.storage.ownerUrl, async (client) => {
      const tables = ["match_row", "indicator_tag", "sighting", "indicator_doubt", "indicator_change"].map(
        (table) =>
          `select 1 from liaison.${table} x join liaison.indicator i on i.id = x.indicator_id where i.case_id = '${desk.north.case}'`,
      );
      return (await client.query(tables.join(" union all "))).rowCount;
    });
    expect(left).toBe(0);
    const record = await desk.storage.transaction((tx) => tx.stores.indicators.find(desk.north.case, "IOC-1"));
    expect(record).toMatchObject({ spilled: true, indicator: { value: "" }, tags: [] });
    expect(JSON.stringify(record)).not.toContain("canary");
    expect(await answer(`/ioc add ${canary}`)).toContain("IOC-2 logged");
  });

  test("is for who logged it, or a lead, and takes withdrawn ones too", async () => {
    await send("/ioc add 198.51.100.7");
    await send("/ioc withdraw 1 reason:wrong room");
    expect(await answer("/ioc spill 1", { by: bruno })).toBe("Nothing was saved. IOC-1: only who logged a record, or a lead, may do that.");
    expect(await answer("/ioc spill 1-1")).toContain("IOC-1 spilled");
    expect(await answer("/ioc withdraw 1 reason:again")).toBe("IOC-1 withdrawn already.");
    expect(await answer("/ioc set 1 tlp:red")).toBe(
      "Nothing was saved. IOC-1: withdrawn. Nothing is done with withdrawn records any more.",
    );
  });
});

test("what officers typed about records rests sealed", async () => {
  await send("/ioc add 198.51.100.7");
  await send("/ioc seen 1 src:canary-source note: canary-seen");
  await send("/ioc fp 1 note: canary-fp");
  await send("/ioc set 1 tag:canary-tag note: canary-note");
  const dump = await connected(desk.storage.ownerUrl, async (client) => {
    const rows = await client.query(
      "select encode(body, 'escape') as body from liaison.sighting union all select encode(body, 'escape') from liaison.indicator_doubt union all select encode(body, 'escape') from liaison.indicator_change",
    );
    return rows.rows.map((row: { readonly body: string }) => row.body);
  });
  expect(dump).toHaveLength(3);
  expect(dump.join()).not.toContain("canary");
});

test("a list of what records say counts none that its officer may not hear", async () => {
  await send('/ioc add 198.51.100.7 only:NL tag:informant src:"the mill" cat:suspect', { by: anna });
  await send("/ioc add 198.51.100.8 tag:informant", { by: anna });
  for (const asked of ["tag:informant", 'src:"the mill"', "cat:suspect", "tlp:amber"]) {
    const of = async (by: typeof anna) => (await send(`/ioc list ${asked}`, { by })).answer;
    const [mine, theirs] = [await of(anna), await of(bruno)];
    if (mine.type !== "indicator-list" || theirs.type !== "indicator-list") throw new Error("no list");
    expect(theirs.records.map(({ ref }) => ref)).not.toContain("IOC-1");
    expect([mine.total - theirs.total, theirs.total]).toEqual([1, theirs.records.length]);
  }
  // of the numbers alone everybody knows
  expect((await send("/ioc list", { by: bruno })).answer).toMatchObject({ total: 2 });
});
