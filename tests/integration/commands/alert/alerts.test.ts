import { beforeEach, describe, expect, test } from "vitest";
import type { AlertContent } from "#domain/alerts/alert.ts";
import { caseDefaults } from "#domain/codes/codes.ts";
import type { CaseId, UserId } from "#domain/primitives/ids.ts";
import { render } from "../../../../bot/views/index.ts";
import { dispatch, type Outcome } from "../../../../commands/framework/dispatch.ts";
import { commands } from "../../../../commands/index.ts";
import type { Place } from "../../../../storage/index.ts";
import type { OpenStorage } from "../../../../storage/open.ts";
import { canariesIn } from "../../../support/canaries.ts";
import { connected, copyOut, tables } from "../../../support/copy-out.ts";
import { deliverAlert } from "../../../support/deliver-alert.ts";
import { bot, botState } from "../../../support/stores.ts";
import { anna, bruno, clara, event, later, onPostgres, openCase, room, t0, user } from "../../storage/fresh.ts";

const postgres = onPostgres();
const chloe = user("@chloe:two.office.example");
const coordination: Place = { where: "coordination" };
let storage: OpenStorage & { readonly ownerUrl: string };
let north: Extract<Place, { readonly where: "case" }>;
let south: Extract<Place, { readonly where: "case" }>;
beforeEach(async () => {
  storage = await postgres.open();
  await storage.transaction(async (tx) => {
    await tx.stores.roster.save({ userId: clara, role: "coordinator" });
    for (const userId of [anna, bruno, chloe]) await tx.stores.roster.save({ userId, country: "NL" });
    const place = (id: CaseId, ref: "C-2026-0001" | "C-2026-0002") =>
      ({ where: "case", case: id, ref, codes: caseDefaults, state: "open" }) as const;
    north = place(await openCase(tx, "North", anna), "C-2026-0001");
    south = place(await openCase(tx, "South", bruno), "C-2026-0002");
    await tx.stores.cases.add(north.case, { userId: bruno, role: "contribute", by: clara, now: t0 });
    await tx.stores.cases.add(north.case, { userId: chloe, role: "read", by: clara, now: t0 });
    await tx.rooms.save({ roomId: room("north"), kind: "case", case: north.case, safe: true });
  });
});

const withHooks = { ...botState, hooks: "http://127.0.0.1:8099" };
const send = (text: string, by: UserId = anna, place: Place = north, now = t0, about = withHooks): Promise<Outcome> =>
  storage.transaction(async (tx) => {
    const outcome = await dispatch(commands, { text, by, place, bot, origin: { event: event("typed") } }, { tx, botState: about, now });
    if (outcome === undefined) throw new Error(`silence: ${text}`);
    return outcome;
  });
const answer = async (...typed: Parameters<typeof send>): Promise<string> => {
  const outcome = await send(...typed);
  return render(outcome.answer, { prefix: outcome.prefix }).text;
};
const administer = (text: string) => answer(text, clara, coordination);

/** Adds a source; its token as the address shows it. */
async function addSource(of = "C-2026-0001", name = ""): Promise<string> {
  const told = await administer(`/alert source add webhook case:${of}${name === "" ? "" : ` name:"${name}"`}`);
  return /^Address: http:\/\/127\.0\.0\.1:8099\/hooks\/([\w-]{32})$/mu.exec(told)?.[1] ?? "";
}
const least: AlertContent = { severity: "low", title: "Beaconing", indicators: [] };
const take = (token: string, content: AlertContent = least, now = t0) => storage.transaction((tx) => deliverAlert(tx, token, content, now));

describe("a source", () => {
  test("is added in the coordination room and told in private, with address and secret bare", async () => {
    const outcome = await send('/alert source add webhook case:c-2026-1 name:"EDR Amsterdam"', clara, coordination);
    expect(outcome).toMatchObject({ outcome: "done", command: "alert source add", inPrivate: true });
    const { text, html } = render(outcome.answer, { prefix: "/" });
    expect(text).toContain("Source 1 of C-2026-0001 added: what it posts comes into its room.");
    const address = /^Address: (http:\/\/127\.0\.0\.1:8099\/hooks\/[\w-]{32})$/mu.exec(text)?.[1];
    const secret = /^Secret: (whsec_[\w+/]{43}=)$/mu.exec(text)?.[1] ?? "";
    expect(Buffer.from(secret.slice("whsec_".length), "base64")).toHaveLength(32);
    expect(html).toContain(`<code>${address}</code>`);
    const found = await storage.transaction((tx) => tx.receiver.source(address?.split("/").at(-1) ?? ""));
    expect(`whsec_${found?.secret.toString("base64")}`).toBe(secret);
  });

  test("rests sealed: neither its secret, address nor name is in a dump", async () => {
    const token = await addSource("C-2026-0001", "Canary Sensor");
    const secret = (await storage.transaction((tx) => tx.receiver.source(token)))?.secret ?? Buffer.alloc(0);
    await take(token, { ...least, title: "Canary title", text: "Canary text", indicators: ["canary.example"] });
    await send("/alert ack 1");
    const canaries = ["Canary Sensor", token, secret.toString("base64"), "Canary title", "Canary text", "canary.example", anna, clara];
    await connected(storage.ownerUrl, async (client) => {
      for (const table of await tables(client)) {
        const found = await copyOut(client, table);
        expect(canariesIn(canaries, found), table).toEqual([]);
        expect(found.includes(secret.toString("hex")), table).toBe(false);
      }
    });
  });

  test("is listed with its counts and never with its secret, removed by its number, and not numbered again", async () => {
    const [one, two] = [await addSource("C-2026-0001", "EDR"), await addSource("C-2026-0002")];
    await take(one);
    await storage.transaction(async (tx) => {
      const source = (await tx.receiver.source(one))?.id ?? "";
      const counts = [
        { source, why: "repeated", times: 2 },
        { source, why: "signature", times: 3 },
        { why: "signature", times: 5 },
      ] as const;
      await tx.receiver.count(counts);
      await tx.receiver.count([{ source, why: "signature", times: 1 }]);
    });
    const list = (await administer("/alert source list")).split("\n");
    expect(list[0]).toBe("2 alert sources:");
    expect(list[1]).toMatch(
      /^C-2026-0001 [a-z]+ [a-z]+ · source 1 "EDR" · webhook · by @clara:one\.office\.example 2026-11-02 14:00 UTC · 1 taken · 2 repeated · 4 wrong signature$/u,
    );
    expect(list[2]).toMatch(
      /^C-2026-0002 [a-z]+ [a-z]+ · source 1 · webhook · by @clara:one\.office\.example 2026-11-02 14:00 UTC · 0 taken$/u,
    );
    expect(list.slice(3)).toEqual(["At addresses of no source: 5 wrong signature"]);
    expect(await administer("/alert source remove 1 case:C-2026-0001")).toBe(
      "Source 1 of C-2026-0001 removed: nothing more is taken from it.",
    );
    const gone = "Nothing was saved. C-2026-0001 has no alert source 1. /alert source list shows them.";
    expect(await administer("/alert source remove 1 case:C-2026-0001")).toBe(gone);
    expect(await storage.transaction((tx) => tx.receiver.source(one))).toBeUndefined();
    expect(await storage.transaction((tx) => tx.receiver.source(two))).toBeDefined();
    await addSource();
    expect((await administer("/alert")).split("\n").slice(1, 3)).toEqual([
      expect.stringMatching(/^C-2026-0001 [a-z]+ [a-z]+ · source 2 · /u),
      expect.stringMatching(/^C-2026-0002 [a-z]+ [a-z]+ · source 1 · /u),
    ]);
    // what it sent stays
    expect(await answer("/alert")).toContain('ALERT-1 · low · "Beaconing" · source 1 "EDR"');
  });

  test.each([
    ["/alert source add webhook", /^Nothing was saved\. Missing: case:\nUsage: \/alert source add <kind> case: \[name:\]\n/u],
    ["/alert source add pigeon case:C-2026-0001", /^Nothing was saved\. "pigeon" is not expected here\. Write webhook\./u],
    ["/alert source add webhook case:C-2026-0009", /^Nothing was saved\. No open case is C-2026-0009\. \/case list shows them\./u],
    ["/alert source remove one case:C-2026-0001", /^Nothing was saved\. "one" is not the number of an alert source\./u],
    ["/alert source", /^Nothing was done\. Unknown verb "source"\. Did you mean: \/alert source list$/u],
    ["/alert source ad webhook case:C-2026-0001", /Did you mean: \/alert source add webhook case:C-2026-0001$/u],
    ["/alrt source list", /^Nothing was done\. Did you mean: \/alert source list$/u],
  ])("%s", async (typed, told) => {
    expect(await administer(typed)).toMatch(told);
  });

  test("is for coordinators in the coordination room, and for a bot that takes webhooks", async () => {
    expect(await answer("/alert source list")).toBe("Nothing was done. This works only in the coordination room.");
    expect(await answer("/alert source list", anna, coordination)).toBe(
      "Nothing was done. Not permitted: /alert source list needs the role coordinator.",
    );
    expect(await answer("/alert source add webhook case:C-2026-0001", clara, coordination, t0, botState as typeof withHooks)).toBe(
      "Nothing was saved. This bot takes no webhooks yet: its administrator sets LIAISON_HOOKS_PORT.",
    );
  });
});

describe("alerts", () => {
  test("are numbered per case, with the case's codes; from high upwards they ring for its leads of today", async () => {
    const [one, two] = [await addSource(), await addSource("C-2026-0002")];
    await storage.transaction(async (tx) => {
      await tx.stores.cases.add(north.case, { userId: bruno, role: "lead", by: anna, now: t0 });
      await tx.stores.cases.add(north.case, { userId: chloe, role: "lead", until: later(60), by: anna, now: t0 });
    });
    expect((await take(one)).alert.ref).toBe("ALERT-1");
    expect((await take(two)).alert.ref).toBe("ALERT-1");
    expect((await take(one, { ...least, severity: "high" })).inCharge.toSorted()).toEqual([anna, bruno, chloe]);
    expect((await take(one, { ...least, severity: "critical" }, later(61))).alert).toMatchObject({ ref: "ALERT-3", codes: caseDefaults });
    const said = await storage.transaction((tx) => tx.outbox.waiting(10));
    expect(said.map(({ to, mentions }) => ({ to, mentions: mentions?.toSorted() }))).toEqual([
      { to: { case: north.case }, mentions: undefined },
      { to: { case: north.case }, mentions: [anna, bruno, chloe] },
      { to: { case: north.case }, mentions: [anna, bruno] },
    ]);
  });

  test("many at once get one number each", async () => {
    const token = await addSource();
    const taken = await Promise.all(Array.from({ length: 20 }, () => take(token)));
    const numbers = taken.map(({ alert }) => Number(alert.ref.slice("ALERT-".length))).toSorted((a, b) => a - b);
    expect(numbers).toEqual(Array.from({ length: 20 }, (_, n) => n + 1));
  });

  test("are listed newest first while they are open, acknowledged once, and then only with all", async () => {
    const token = await addSource("C-2026-0001", "EDR");
    for (const [at, severity] of (["info", "high", "medium"] as const).entries()) await take(token, { ...least, severity }, later(at * 60));
    expect(await answer("/alert")).toBe(
      [
        "3 open alerts, newest first:",
        'ALERT-3 · medium · "Beaconing" · source 1 "EDR" · 2026-11-02 14:02 UTC',
        'ALERT-2 · high · "Beaconing" · source 1 "EDR" · 2026-11-02 14:01 UTC',
        'ALERT-1 · info · "Beaconing" · source 1 "EDR" · 2026-11-02 14:00 UTC',
      ].join("\n"),
    );
    expect(await answer("/alert ack 1", bruno, north, later(300))).toBe("ALERT-1 acknowledged");
    expect(await answer("/alert ack ALERT-1,3", anna, north, later(360))).toBe(
      `ALERT-3 acknowledged\nALERT-1 acknowledged already by ${bruno} 2026-11-02 14:05 UTC.`,
    );
    expect((await answer("/alert list")).split("\n")).toEqual(["1 open alert, newest first:", expect.stringMatching(/^ALERT-2 /u)]);
    expect(await answer("/alert list all")).toContain(
      `ALERT-3 · medium · "Beaconing" · source 1 "EDR" · 2026-11-02 14:02 UTC · acknowledged by ${anna} 2026-11-02 14:06 UTC`,
    );
    await send("/alert ack 2");
    expect(await answer("/alert")).toBe("No open alerts.");
    expect(await answer("/alert list all", bruno, south)).toBe("This case has no alerts.");
  });

  test("one unknown number acknowledges none; another case's is as unknown", async () => {
    const token = await addSource();
    await take(token);
    expect(await answer("/alert ack 1-2")).toBe("Nothing was saved. No such alert in this case: ALERT-2.");
    expect(await answer("/alert ack 1", bruno, south)).toBe("Nothing was saved. No such alert in this case.");
    expect(await answer("/alert ack 999999999")).toBe("Nothing was saved. No such alert in this case.");
    expect(await answer("/alert ack 1", chloe)).toBe("Nothing was saved. Not permitted: /alert ack needs the role contribute.");
    expect(await answer("/alert list", chloe)).toMatch(/^1 open alert/u);
  });
});

test("the id of a delivery is kept for 24 hours, for each source by itself", async () => {
  const [one, two] = [await addSource(), await addSource()];
  const ids = await storage.transaction(async (tx) =>
    Promise.all([one, two].map(async (token) => (await tx.receiver.source(token))?.id ?? "")),
  );
  const claim = (at: 0 | 1, delivery: string, seconds: number) =>
    storage.transaction((tx) => tx.receiver.lay(ids[at] ?? "", delivery, least, later(seconds)));
  expect(await claim(0, "a", 0)).toBe("taken");
  expect(await claim(0, "a", 86_399)).toBe("repeated");
  expect(await claim(1, "a", 10)).toBe("taken");
  expect(await claim(0, "b", 10)).toBe("taken");
  expect(await claim(0, "a", 86_400)).toBe("taken");
  expect(await claim(0, "a", 86_401)).toBe("repeated");
  await claim(0, "c", 300_000);
  expect(await storage.database.query("select 1 from liaison.alert_delivery")).toHaveLength(1);
});
