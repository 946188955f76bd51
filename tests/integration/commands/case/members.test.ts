import { beforeEach, describe, expect, test } from "vitest";
import { caseDefaults } from "#domain/codes/codes.ts";
import { alertMessage } from "#domain/notices/alert-message.ts";
import type { Message } from "#domain/notices/message.ts";
import type { CaseId, UserId } from "#domain/primitives/ids.ts";
import { render } from "../../../../bot/views/index.ts";
import { dispatch, type Outcome } from "../../../../commands/framework/dispatch.ts";
import { commands } from "../../../../commands/index.ts";
import type { Place } from "../../../../storage/index.ts";
import type { OpenStorage } from "../../../../storage/open.ts";
import { deliverAlert } from "../../../support/deliver-alert.ts";
import { bot, botState } from "../../../support/stores.ts";
import { anna, bruno, clara, event, later, onPostgres, openCase, room, t0, user } from "../../storage/fresh.ts";

const postgres = onPostgres();
const chloe = user("@chloe:two.office.example");
const dirk = user("@dirk:one.office.example");
const coordination: Place = { where: "coordination" };
let storage: OpenStorage;
let now = t0;
/** What was to be said beside the answers. */
let told: Message[] = [];
let northId: CaseId;
let north: Place;
beforeEach(async () => {
  now = t0;
  told = [];
  storage = await postgres.open({ now: () => now });
  await storage.transaction(async (tx) => {
    for (const userId of [clara, dirk]) await tx.stores.roster.save({ userId, role: "coordinator" });
    await tx.stores.roster.save({ userId: anna, country: "NL" });
    for (const userId of [bruno, chloe]) await tx.stores.roster.save({ userId, country: "FR" });
    northId = await openCase(tx, "North", anna);
    await openCase(tx, "South", bruno);
    await tx.rooms.made(northId, room("north"));
  });
  north = { where: "case", case: northId, ref: "C-2026-0001", codes: caseDefaults, state: "open" };
});

/** As if every code that is asked for were typed at once. */
async function send(text: string, by: UserId = anna, place: Place = north): Promise<Outcome> {
  return storage.transaction(async (tx) => {
    const typed = { text, by, place, bot, origin: { event: event("typed") } };
    const run = (confirmed?: string) => dispatch(commands, { ...typed, ...(confirmed && { confirmed }) }, { tx, botState, now });
    const first = await run();
    const outcome = first?.asks ? await run(first.asks.digest) : first;
    if (outcome === undefined) throw new Error(`silence: ${text}`);
    told.push(...outcome.messages);
    return outcome;
  });
}
const answer = async (...typed: Parameters<typeof send>): Promise<string> => {
  const outcome = await send(...typed);
  return render(outcome.answer, { prefix: outcome.prefix }).text;
};
const administer = (text: string) => answer(text, clara, coordination);
const members = () => storage.transaction((tx) => tx.stores.cases.members(northId));
const roleOf = async (who: UserId) => (await members()).find(({ userId }) => userId === who);
const said = () => told.map(({ to, mentions, notice }) => ({ to, mentions, text: render(notice, { prefix: "/" }).text }));
describe("case add", () => {
  test("of a member what is not typed stays as it is; a new one contributes", async () => {
    await send(`/case add @bruno role:read until:+3d`);
    expect(await answer("/case add @bruno role:contribute")).toContain("· contribute · until 2026-11-05 14:00 UTC · changed.");
    expect(await answer("/case add @bruno until:+5d")).toContain("· contribute · until 2026-11-07 14:00 UTC · changed.");
    await send("/case add @bruno role:lead");
    expect(await answer("/case add @bruno")).toContain("· lead · until 2026-11-07 14:00 UTC · changed.");
    expect(await answer("/case add @bruno until:never")).toMatch(/· lead · changed\.$/u);
    expect(await answer("/case add @chloe")).toContain("· contribute · added; the invitation follows.");
  });

  test("of one whose time has run out nothing stays", async () => {
    await send("/case add @bruno role:lead until:+1h");
    now = later(3_601);
    expect(await answer("/case add @bruno")).toMatch(/· FR · contribute · added; the invitation follows\.$/u);
  });

  test("never takes the last lead from a case, nor the last one that stays", async () => {
    const only = "Nothing was saved. You are the only lead. Make somebody else one first: /case add @name role:lead";
    expect(await answer("/case add @anna role:read")).toBe(only);
    expect(await answer("/case add @anna until:+1d")).toBe(only);
    await send("/case add @bruno role:lead until:+1d");
    expect(await answer("/case add @anna role:read")).toContain("You are the only lead whose time does not end.");
    expect(await answer("/case add @anna role:read", bruno)).toContain(`${anna} is the only lead whose time does not end.`);
    expect(await roleOf(anna)).toMatchObject({ role: "lead" });
    await send("/case add @bruno until:never");
    expect(await answer("/case add @anna role:read")).toContain("· read · changed.");
  });

  test("of two leads who end each other at the same time one stays", async () => {
    await send("/case add @bruno role:lead");
    const both = await Promise.all([send("/case add @bruno role:read", anna), send("/case add @anna role:read", bruno)]);
    expect(both.map(({ outcome }) => outcome).toSorted()).toEqual(["done", "refused"]);
    expect((await members()).filter(({ role }) => role === "lead")).toHaveLength(1);
  });

  test("the bot is no person", async () => {
    expect(await administer(`/officer add ${bot.userId} country:DE`)).toBe("Nothing was saved. That is me.");
    expect(await answer(`/case add ${bot.userId}`)).toContain("is not on the roster");
  });
});

describe("case list", () => {
  test("names the leads of today, and says where there is none", async () => {
    await send("/case add @chloe role:lead");
    now = later(1);
    await send("/case add @bruno until:+1h");
    await send("/case add @anna role:read");
    expect(await administer("/case list")).toContain(`open · lead ${chloe} · 3 members`);
    await send("/case add @bruno role:lead", chloe);
    expect(await administer("/case list")).toContain(`open · lead ${chloe}, ${bruno} · 3 members`);
    await storage.transaction((tx) => tx.stores.cases.remove(northId, chloe, now));
    now = later(3_602);
    expect(await administer("/case list")).toContain("open · no lead · 1 member\n");
    expect(await answer("/case members")).toContain("C-2026-0001: 1 member\n");
    expect(await answer("/case info")).toContain("1 member ·");
  });
});

test("a case without a lead: an alert rings for those who contribute, and a coordinator names one", async () => {
  await send("/case add @bruno");
  await send("/case add @chloe role:read");
  await storage.transaction(async (tx) => {
    await tx.stores.cases.remove(northId, anna, now);
    const { token } = await tx.stores.alertSources.add({ kind: "webhook", case: northId, by: clara, now });
    const taken = await deliverAlert(tx, token, { severity: "critical", title: "x", indicators: [] }, now);
    expect(alertMessage({ case: northId }, taken).mentions).toEqual([bruno]);
  });
  const named = `C-2026-0001: ${chloe} is lead now, named by the coordinator ${clara}.`;
  expect(await administer("/case lead @chloe case:C-2026-0001")).toBe(named);
  expect(await roleOf(chloe)).toMatchObject({ role: "lead" });
  expect(said()).toContainEqual({ to: { case: northId }, mentions: [chloe, bruno], text: named });
  expect(await administer("/case lead @chloe case:C-2026-0001")).toBe(`Nothing was saved. ${chloe} leads C-2026-0001 already.`);
  expect(await administer("/case lead @chloe case:C-2026-0009")).toContain(
    "Nothing was saved. No open case is C-2026-0009. /case list shows them.",
  );
});

test("naming a lead asks for a code", async () => {
  const outcome = await storage.transaction((tx) =>
    dispatch(commands, { text: "/case lead @chloe case:C-2026-0001", by: clara, place: coordination, bot }, { tx, botState, now }),
  );
  expect(outcome).toMatchObject({ outcome: "asked" });
  expect(await roleOf(chloe)).toBeUndefined();
});

describe("case remove", () => {
  beforeEach(async () => {
    await send("/case add @bruno");
    await storage.transaction(async (tx) => {
      for (const userId of [anna, bruno]) await tx.rooms.invited(northId, userId);
      await tx.rooms.setMembers(
        room("north"),
        [anna, bruno].map((userId) => ({ userId, membership: "join" })),
        t0,
      );
    });
  });

  test("ends the membership at once, schedules the removal from the room, and calls the lead about what nobody has now", async () => {
    await send("/task add one for:@bruno");
    await send("/task add two for:FR");
    await send("/task add three for:@anna");
    expect(await answer("/case remove @bruno reason:changed desks")).toBe(
      `C-2026-0001: ${bruno} · removed from the case; the room follows.`,
    );
    expect((await send("/ioc list", bruno)).answer).toMatchObject({ fault: { code: "not-permitted" } });
    expect(await storage.transaction((tx) => tx.rooms.pending())).toMatchObject([{ case: northId, remove: [bruno] }, {}]);
    const call = said().find(({ to }) => "officer" in to);
    expect(call).toMatchObject({ to: { officer: anna }, mentions: [anna] });
    expect(call?.text).toBe(
      [
        `${bruno} is no longer a member of this case. 2 open tasks left without anybody. To give them to somebody:`,
        "/task set 1-2 for:@name",
        `TASK-1 · "one" · for ${bruno}`,
        'TASK-2 · "two" · for the FR desk (France)',
      ].join("\n"),
    );
    expect(await answer("/case remove @bruno reason:again")).toBe(`Nothing was saved. ${bruno} is not a member of this case.`);
    expect(await answer("/case add @bruno")).toContain("added; the invitation follows.");
  });

  test("a desk that still has somebody keeps its tasks", async () => {
    await send("/case add @chloe");
    await send("/task add two for:FR");
    expect((await send("/case remove @bruno reason:x")).messages).toEqual([]);
  });

  test("needs a reason and a lead that stays", async () => {
    expect(await answer("/case remove @bruno")).toContain("Nothing was saved. Missing: reason:");
    expect(await answer("/case remove @anna reason:x")).toContain("Nothing was saved. You are the only lead.");
    expect(await answer("/case remove @anna reason:x", bruno)).toContain("Not permitted: /case remove needs the role lead.");
    expect(await roleOf(anna)).toMatchObject({ role: "lead" });
  });
});

test("whoever loses a task to somebody else is called, and nobody about their own", async () => {
  await send("/case add @bruno");
  for (const task of ["one for:@bruno", "two for:@bruno", "three for:@anna", "four for:FR", "five for:@bruno"])
    await send(`/task add ${task}`);
  told = [];
  await send("/task take 1");
  await send("/task done 2,3");
  await send("/task take 4", bruno);
  await send("/task set 5 for:@anna");
  expect(said().map(({ mentions, text }) => ({ mentions, text }))).toEqual([
    { mentions: [bruno], text: `TASK-1 taken by ${anna} · "one" · for ${bruno}` },
    { mentions: [bruno], text: `TASK-2 done by ${anna} · "two" · for ${bruno}` },
    { mentions: [bruno], text: `TASK-5 given away by ${anna} · "five" · for ${bruno}` },
  ]);
});

describe("officer remove", () => {
  test("takes a person off the roster and out of all cases, and calls each case's lead about their tasks", async () => {
    await send("/case add @bruno");
    await send("/task add one for:@bruno");
    expect(await administer("/officer remove @bruno reason:left the service")).toBe(
      `Nothing was saved. ${bruno} is the only lead of C-2026-0002. Make somebody else one first: /case lead @name case:C-2026-0002`,
    );
    expect(await roleOf(bruno)).not.toMatchObject({ until: t0 });
    await administer("/case lead @chloe case:C-2026-0002");
    expect(await administer("/officer remove @bruno reason:left the service")).toBe(
      `${bruno} removed from the roster and from 2 cases; the rooms follow. Whoever leads those cases is told of 1 open task.`,
    );
    expect(await roleOf(bruno)).toMatchObject({ until: t0 });
    expect(said().filter(({ to }) => "officer" in to)).toMatchObject([{ to: { officer: anna }, mentions: [anna] }]);
    expect(await administer("/officer list")).not.toContain(bruno);
    expect((await send("/officer list", bruno, coordination)).answer).toMatchObject({ fault: { code: "not-permitted" } });
    expect(await administer("/case open x lead:@bruno")).toContain("@bruno is not on the roster");
  });

  test("asks for a code, and shows what would happen", async () => {
    const typed = { text: "/officer remove @chloe reason:x", by: clara, place: coordination, bot };
    const outcome = await storage.transaction((tx) => dispatch(commands, typed, { tx, botState, now }));
    expect(outcome).toMatchObject({ outcome: "asked", asks: { show: { type: "officer-removed", userId: chloe, cases: 0 } } });
    expect(await administer("/officer list")).toContain(chloe);
  });

  test("no coordinator removes themselves, so that one is always left; of another one the rooms' silence is told in private", async () => {
    expect(await administer("/officer remove @clara reason:x")).toContain("another coordinator can");
    await administer("/officer remove @dirk reason:x");
    expect(said()).toMatchObject([{ to: { officer: clara }, mentions: [clara], text: expect.stringContaining("remove them from it") }]);
  });

  test("as does making a coordinator an officer", async () => {
    await administer("/officer add @dirk role:officer");
    expect(said()).toMatchObject([{ to: { officer: clara }, text: expect.stringContaining(`${dirk} is no coordinator any more.`) }]);
    await administer("/officer add @dirk role:officer");
    expect(said()).toHaveLength(1);
  });
});
