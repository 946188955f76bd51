import { expect, test } from "vitest";
import { caseDefaults } from "#domain/codes/codes.ts";
import { render } from "../../../../bot/views/index.ts";
import type { Place } from "../../../../storage/index.ts";
import { anna, clara, inCoordination, world } from "../../../support/stores.ts";

type World = ReturnType<typeof world>;
/** The text of an answer, "" for silence. */
async function ask(w: World, typed: string, place?: Place, by = anna): Promise<string> {
  const outcome = await w.send(typed, place, by);
  return outcome ? render(outcome.answer, { prefix: outcome.prefix }).text : "";
}

test("case open: the answer names the reference; the lead must be on the roster", async () => {
  const w = world("coordinator");
  expect(await ask(w, "/case open “Night Owl” lead:@Anna tlp:amber+strict share:silent", inCoordination)).toBe(
    'C-2026-0007 blue heron · "Night Owl" · opened, lead @anna:liaison.localhost · TLP:AMBER+STRICT · PAP:AMBER · H1 · X4 · share:silent\nThe room is being made; the lead is invited to it.',
  );
  expect(w.rows.cases[0]).toMatchObject({
    title: "Night Owl",
    lead: anna,
    codes: { ...caseDefaults, tlp: "amber+strict", share: "silent" },
  });
  expect(await ask(w, "/case open Owl lead:@zed", inCoordination)).toMatch(/^Nothing was saved\. @zed is not on the roster\.$/mu);
  expect(await ask(w, "/case open Owl", inCoordination)).toMatch(/^Nothing was saved\. Missing: lead:\n/u);
  expect(await ask(w, "/case", inCoordination)).toContain("C-2026-0007 blue heron");
});

test("a name that two officers share is asked about with full ids", async () => {
  const w = world("coordinator");
  await w.send("/officer add @anna:agency.example country:DE", inCoordination);
  expect(await ask(w, "/case open Owl lead:@anna", inCoordination)).toContain(
    "Several people are called @anna: @anna:liaison.localhost, @anna:agency.example. Write the full id.",
  );
});

test.each([
  "@anna:liaison.localhost",
  "@anna",
  "anna",
  "@ANNA",
  "[Anna](https://matrix.to/#/@anna:liaison.localhost)",
  "https://matrix.to/#/%40anna%3Aliaison.localhost",
])("lead:%s", async (lead) => {
  const w = world("coordinator");
  await w.send(`/case open Owl lead:${lead}`, inCoordination);
  expect(w.rows.cases[0]?.lead).toBe(anna);
});

test("officer add: new and again, with the words of the fingerprint", async () => {
  const w = world("coordinator");
  const outcome = await w.send(
    "/officer add @dora:agency.example country:uk agency:NCA tz:europe/london name: “Dora D.”",
    inCoordination,
    clara,
  );
  const words = ["one", "two", "three", "four", "five", "six"];
  expect(outcome && render(outcome.answer, { prefix: "/", fingerprint: words }).text).toBe(
    "@dora:agency.example added to the roster · Dora D. · GB · NCA · officer · Europe/London\nFingerprint: one two three four five six. Compare these words with the officer, not through this room.",
  );
  expect(await ask(w, "/officer add @dora role:coordinator", inCoordination, clara)).toBe(
    "@dora:agency.example changed on the roster · Dora D. · GB · NCA · coordinator · Europe/London",
  );
  expect(await ask(w, "/officer add @dora role:officer", inCoordination)).toContain("· officer ·");
  expect(await ask(w, "/officer add @zed country:NL", inCoordination)).toMatch(/^Nothing was saved\. @zed is not on the roster\./u);
  expect(await ask(w, "/officer add @zed:z.example tz:Paris", inCoordination)).toContain(
    '"Paris" is not a time zone. Did you mean Europe/Paris?',
  );
});

test("no coordinator takes that role from themselves", async () => {
  const w = world("coordinator");
  const demote = async () => {
    const outcome = await w.send("/officer add @clara role:officer", inCoordination, clara);
    return outcome && render(outcome.answer, { prefix: "/" }).text;
  };
  expect(await demote()).toBe(
    "Nothing was saved. You are the only coordinator. Make somebody else one first: /officer add @name role:coordinator",
  );
  expect((await w.send("/officer add @anna role:coordinator", inCoordination, clara))?.outcome).toBe("done");
  expect(await demote()).toBe("Nothing was saved. You cannot take the role coordinator from yourself; another coordinator can.");
  expect(w.rows.officers.find(({ userId }) => userId === clara)?.role).toBe("coordinator");
  expect(await ask(w, "/officer add @clara agency:NHTCU", inCoordination)).toContain("· coordinator ·");
});

test("case add: contribute if left out, a past date is refused", async () => {
  const w = world("lead");
  expect(await ask(w, "/case add @bruno until:2026-12-31")).toBe(
    "C-2026-0001: @bruno:liaison.localhost · bruno · contribute · until 2027-01-01 00:00 UTC · added; the invitation follows.",
  );
  expect(await ask(w, "/case add @bruno role:lead")).toMatch(/lead .*changed\.$/u);
  expect(await ask(w, "/case add @bruno until:2020-01-01 10:00")).toMatch(
    /^Nothing was saved\. 2020-01-01 10:00 is in the past \(it is now 2026-11-02 14:00 UTC\)\.$/mu,
  );
  expect(await ask(w, "/case add @bruno until:2020-01-01")).toContain("Nothing was saved. 2020-01-01 is in the past (");
  expect(await ask(w, "/case members")).toContain("@bruno:liaison.localhost");
});
