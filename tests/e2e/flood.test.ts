import { afterAll, beforeAll, expect, test } from "vitest";
import type { Officer } from "../support/officer.ts";
import { type CaseRoom, type Stage, startStage } from "../support/stage.ts";

const most = 20;
let stage: Stage;
let anna: Officer;
let mate: Officer;
let bruno: Officer;
let north: CaseRoom;
let south: CaseRoom;

beforeAll(async () => {
  stage = await startStage({ COMMANDS_PER_MINUTE: String(most) });
  anna = await stage.officer("flood-anna", "NL");
  mate = await stage.officer("flood-mate", "NL");
  bruno = await stage.officer("flood-bruno", "FR");
  north = await stage.openCase("Flood North", anna, [mate]);
  south = await stage.openCase("Flood South", bruno);
});
afterAll(() => stage.stop());

test("who floods is answered once beyond their quota, and nobody else waits for them or is shut out", async () => {
  const flood = await Promise.all(Array.from({ length: 200 }, () => anna.send(north.room, "/bot version")));
  const [elsewhere, here] = await Promise.all([bruno.say(south.room, "/case info"), mate.say(north.room, "/case info")]);
  expect(elsewhere.body).toContain(south.ref);
  expect(here.body).toContain(north.ref);
  const answers = flood.flatMap((id) => anna.answersTo(id).map(({ body }) => body));
  const done = answers.filter((body) => /^Liaison \d/u.test(body)).length;
  // how many commands opened the case is not of this test
  expect(done).toBeGreaterThan(most / 2);
  expect(done).toBeLessThanOrEqual(most);
  const closed = answers.filter((body) => body.startsWith(`Nothing was done: you sent more than ${most} commands within a minute.`));
  expect(closed).toHaveLength(1);
  expect(answers).toHaveLength(done + 1);
  // talk is no command
  await anna.send(north.room, "sorry, my keyboard");
  expect((await mate.say(north.room, "/bot version")).body).toMatch(/^Liaison \d/u);
});
