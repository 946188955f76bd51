import { beforeEach, describe, expect, test } from "vitest";
import { anna, bruno, later, room } from "../../storage/fresh.ts";
import { chloe, indicatorDesk } from "./indicator-desk.ts";

const desk = indicatorDesk();
const { answer, confirmed, send, show, work } = desk;

describe("set", () => {
  beforeEach(() => send("/ioc add 198.51.100.7 198.51.100.8 evil.example tag:c2"));

  test("raises at once and keeps what was", async () => {
    expect(await answer("/ioc set 1-3 tlp:red share:silent tag:new,-c2 src:mail")).toBe(
      "IOC-1…3: now TLP:RED · share:silent; tags, source.",
    );
    expect(await answer("/ioc set 1-3 tlp:red")).toBe("IOC-1…3 so already.");
    expect(await show(2)).toContain(
      `Changed 2026-11-02 14:00 UTC by ${anna}: TLP:AMBER · share:hit → TLP:RED · share:silent; tags "c2" → "new"; source none → "mail"`,
    );
    expect(await answer("/ioc list tag:new")).toContain("3 records");
    expect(await answer("/ioc list tag:c2")).toBe("No records.");
  });

  test("what logging it again raised is kept as well", async () => {
    await send("/ioc add 198.51.100.7 tlp:red", { by: bruno });
    expect(await show(1)).toContain(`Changed 2026-11-02 14:00 UTC by ${bruno}: TLP:AMBER → TLP:RED`);
  });

  test("lowering asks, with counts before and after, and only then happens", async () => {
    await send("/ioc set 3 tlp:red");
    const { asked, answered } = await confirmed("/ioc set 1-3 tlp:green h:H0 eval:B2");
    expect(asked).toBe(
      [
        "3 records will be protected less:",
        "TLP:AMBER → TLP:GREEN: 2 (IOC-1, IOC-2)",
        "H1 → H0: 3 (IOC-1…3)",
        "TLP:RED → TLP:GREEN: 1 (IOC-3)",
      ].join("\n"),
    );
    expect(answered).toBe("IOC-1…3: now TLP:GREEN · H0 · B2.");
  });

  test("what would be lowered otherwise by then is asked about anew", async () => {
    const first = await send("/ioc set 1 tlp:green");
    await send("/ioc set 1 tlp:red");
    const again = await send("/ioc set 1 tlp:green", {}, first.asks?.digest);
    expect(again).toMatchObject({ outcome: "asked", answer: { type: "confirm-changed" } });
    expect(await show(1)).toContain("TLP:RED");
  });

  test.each([
    ["share:open", "share:hit → share:open"],
    ["pap:clear", "PAP:AMBER → PAP:CLEAR"],
    ["only:all", "only:NL → only:all"],
    ["only:NL,FR", "only:NL → only:FR,NL"],
  ])("%s asks", async (typed, step) => {
    await send("/ioc set 1 only:NL");
    expect((await confirmed(`/ioc set 1 ${typed}`)).asked).toContain(step);
  });

  test("is for who logged it, or a lead; all or nothing", async () => {
    await send("/ioc add 198.51.100.9", { by: bruno });
    expect(await answer("/ioc set 3,4 tlp:red", { by: bruno })).toBe(
      "Nothing was saved. IOC-3: only who logged a record, or a lead, may do that.",
    );
    expect(await answer("/ioc set 4 tlp:red", { by: bruno })).toBe("IOC-4: now TLP:RED.");
    expect(await answer("/ioc set 4 note: by the lead")).toBe("IOC-4: now note.");
    expect(await show(3)).toContain("TLP:AMBER");
    expect(await show(4)).toContain(`Logged 2026-11-02 14:00 UTC by ${bruno}`);
  });

  test("a victim's record is silent, and stays so", async () => {
    expect(await answer("/ioc set 1 cat:victim")).toBe("IOC-1: now share:silent · cat:victim.");
    expect(await answer("/ioc set 1-3 share:hit")).toBe("Nothing was saved. IOC-1: what concerns a victim or a minor stays share:silent.");
    expect(await answer("/ioc set 2 cat:minor share:contact")).toContain("IOC-2: what concerns a victim or a minor stays share:silent.");
    const { asked, answered } = await confirmed("/ioc set 1 cat:suspect share:hit");
    expect(asked).toContain("share:silent → share:hit: 1 (IOC-1)\ncat:victim → cat:suspect: 1 (IOC-1)");
    expect(answered).toBe("IOC-1: now share:hit · cat:suspect.");
  });

  test.each([
    ["/ioc set 1", "Nothing was saved. Missing: tlp: or another option."],
    ["/ioc set 9 tlp:red", "Nothing was saved. No such IOC in this case."],
    ["/ioc set 1 h:H3", "Nothing was saved. H3 requires note: and a text."],
    ["/ioc set 1 tag:!", 'Nothing was saved. "!" is not a tag. Write tag:c2.'],
  ])("%s", async (typed, expected) => {
    expect((await answer(typed)).split("\n")[0]).toBe(expected);
  });

  test("H3 needs a note, which may be there already", async () => {
    expect(await answer("/ioc set 1 h:H1+H3 note: only by hand")).toBe("IOC-1: now H1+H3; note.");
    expect(await answer("/ioc set 1 h:H2+H1+H3")).toBe("IOC-1: now H1+H2+H3.");
  });

  test("silent no more: each case that met it is told once", async () => {
    await send("/ioc set 1 share:silent");
    await send("/ioc add 198.51.100.7", { by: bruno, place: desk.south });
    expect(await work(later(3_600))).toEqual(["north: HIT-1: your IOC-1 (ipv4) was logged by another case. Nothing of yours was shown."]);
    expect((await confirmed("/ioc set 1 share:hit", { now: later(4_000) })).asked).toContain(
      "Cases that met them while they were silent are told then.",
    );
    expect(await work(later(4_005))).toEqual([]);
    expect(await work(later(4_010))).toEqual(["south: HIT-1: another case holds your IOC-1 (ipv4). Nothing more may be shown."]);
    expect(await answer("/hit list", { by: bruno, place: desk.south })).toContain("1 hit, newest first:");
    await send("/ioc set 1 share:silent", { now: later(5_000) });
    await confirmed("/ioc set 1 share:hit", { now: later(5_000) });
    expect(await work(later(9_000))).toEqual([]);
  });

  test("silent again within the grace: nobody is told", async () => {
    await send("/ioc set 1 share:silent");
    await send("/ioc add 198.51.100.7", { by: bruno, place: desk.south });
    await work(later(3_600));
    await confirmed("/ioc set 1 share:contact", { now: later(4_000) });
    await send("/ioc set 1 share:silent", { now: later(4_005) });
    expect(await work(later(5_000))).toEqual([]);
    expect(await answer("/hit list", { by: bruno, place: desk.south })).toBe("This case has no hits.");
  });
});

describe("case codes", () => {
  const open = () => desk.storage.transaction((tx) => tx.rooms.place(room("North")));

  test("shows them, and a lead raises them at once for what is logged from then on", async () => {
    await send("/ioc add 198.51.100.7");
    expect(await answer("/case codes", { by: chloe })).toContain(
      "C-2026-0001: new records get TLP:AMBER · PAP:AMBER · H1 · X4 · share:hit.",
    );
    expect(await answer("/case codes tlp:red h:H2+H1")).toBe(
      [
        "C-2026-0001: new records get TLP:RED · PAP:AMBER · H1+H2 · X4 · share:hit, and what I say of the case itself is labelled so.",
        "Records that are there keep theirs. To change them: /ioc set 1-1 tlp:red h:H1+H2",
      ].join("\n"),
    );
    const place = await open();
    expect(place).toMatchObject({ codes: { tlp: "red", handling: ["H1", "H2"] } });
    expect(await answer("/ioc add 198.51.100.8", { place })).toContain("TLP:RED");
    expect(await show(1, { place })).toContain("TLP:AMBER");
  });

  test("lowering asks first", async () => {
    const { asked, answered } = await confirmed("/case codes tlp:green share:silent");
    expect(asked).toBe(
      "New records of C-2026-0001, and what I say of the case itself (tasks, meetings, alerts), will be protected less:\nTLP:AMBER → TLP:GREEN",
    );
    expect(answered).toContain("new records get TLP:GREEN · PAP:AMBER · H1 · X4 · share:silent");
    expect(await open()).toMatchObject({ codes: { tlp: "green" } });
  });

  test.each(["tlp:red", "tlp:amber+strict"])("lowering %s is a second officer's to confirm", async (label) => {
    await send(`/case codes ${label}`);
    const place = await open();
    if (place.where !== "case") throw new Error("no case");
    const { of } = await confirmed("/case codes tlp:amber", { place });
    expect([bruno, chloe].filter((one) => of.includes(one))).toEqual(of);
    expect((await confirmed("/case codes tlp:clear", { place: { ...place, codes: { ...place.codes, tlp: "green" } } })).of).toEqual([anna]);
  });

  test("only a lead changes them", async () => {
    expect(await answer("/case codes tlp:red", { by: bruno })).toContain("Not permitted: /case codes needs the role lead.");
    expect(await open()).toMatchObject({ codes: { tlp: "amber" } });
  });
});
