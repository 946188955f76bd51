import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { register } from "../support/accounts.ts";
import { type BotProcess, endAll, newDataFolder, type Sandbox, startBot } from "../support/bot-process.ts";
import type { Heard } from "../support/hearing.ts";
import { type Officer, openOfficer } from "../support/officer.ts";
import { type CaseRoom, type Scene, setScene } from "../support/stage.ts";

/** What the default push rules make of a message on this officer's client (client-server API, "Push rules"). */
function ringsFor(officer: Officer, heard: Heard): boolean {
  const event = officer.client.getRoom(heard.room)?.findEventById(heard.eventId);
  if (event === undefined) throw new Error(`${officer.userId} does not have ${heard.eventId}`);
  const actions = officer.client.getPushActionsForEvent(event, true);
  return actions?.notify === true && actions.tweaks.highlight === true;
}

describe("tasks", () => {
  const data = newDataFolder();
  const settings = { COORDINATORS: "@cora:liaison.localhost", GRACE: "1" };
  let bot: BotProcess;
  let sandbox: Sandbox;
  let scene: Scene;
  let nina: Officer;
  let fred: Officer;
  let north: CaseRoom;
  beforeAll(async () => {
    bot = startBot({ data, settings });
    sandbox = await bot.sandbox();
    const cora = await openOfficer(await register(sandbox.homeserver, "cora"));
    scene = await setScene(sandbox.homeserver, sandbox.bot, cora);
    nina = await scene.officer("nina", "NL");
    fred = await scene.officer("fred", "FR");
    north = await scene.openCase("Careful Otter", nina, [fred]);
  }, 400_000);
  afterAll(async () => {
    await scene.stop();
    await endAll();
  });

  async function killAndRestart(): Promise<void> {
    await bot.kill9();
    bot = startBot({ data, settings });
    expect((await bot.sandbox()).homeserver).toBe(sandbox.homeserver);
  }
  const begins = (words: string) => (message: Heard) => message.body.startsWith(words);

  test("a task rings for its officer when it is given and when it is due, once, over kill -9; done, it rings no more", async () => {
    // due first, so that its reminder would have come before the other's
    await nina.say(north.room, '/task add "Ask the registrar" for:FR due:+1m');
    const saved = await nina.say(north.room, '/task add "Preserve server image" for:@fred due:+1m');
    expect(saved.body).toMatch(/^TASK-2 saved · "Preserve server image" · for @fred:\S+ · due \d{4}-\d\d-\d\d \d\d:\d\d UTC$/u);
    expect(saved).toMatchObject({ msgtype: "m.notice", mentions: [], wasEncrypted: true });
    const call = await fred.expectMessage(north.room, begins("TASK-2 assigned"));
    expect(call).toMatchObject({ msgtype: "m.text", mentions: [fred.userId], wasEncrypted: true });
    expect(ringsFor(fred, call)).toBe(true);
    expect((await fred.say(north.room, "/task done 1")).body).toBe("TASK-1 done");
    await killAndRestart();

    const due = begins("TASK-2 is due");
    const reminder = await fred.expectMessage(north.room, due, "the reminder", 240_000);
    await nina.expectMessage(north.room, due);
    expect(reminder).toMatchObject({ msgtype: "m.text", mentions: [fred.userId], wasEncrypted: true });
    expect(ringsFor(fred, reminder)).toBe(true);
    for (const one of [call, reminder]) expect(ringsFor(nina, one)).toBe(false);
    await killAndRestart();

    expect((await fred.say(north.room, "/task", 120_000)).body).toMatch(/^1 open task:\nTASK-2 · .* · overdue$/u);
    expect((await fred.say(north.room, "!task done TASK-2")).body).toBe("TASK-2 done");
    expect((await fred.say(north.room, "/task")).body).toBe("No open tasks.");
    for (const officer of [nina, fred]) {
      const heard = officer.heardIn(north.room).filter(({ body }) => /^TASK-\d+ is /u.test(body));
      expect(heard.map(({ eventId }) => eventId)).toEqual([reminder.eventId]);
    }
  }, 600_000);

  test("an officer's own tasks are told to them alone", async () => {
    await nina.say(north.room, '/task add "For the desk" for:FR');
    await fred.send(north.room, "/task mine");
    const mine = await fred.hearing.expect(({ body }) => body.startsWith("1 open task of yours:"), "fred's tasks", 120_000);
    expect(mine.room).not.toBe(north.room);
    expect(mine.body).toContain(`${north.ref} TASK-3 · "For the desk" · for the FR desk (France)`);
    await nina.say(north.room, "/task");
    expect(nina.hearing.heard.filter(({ body }) => body.startsWith("1 open task of yours"))).toEqual([]);
  });
});
