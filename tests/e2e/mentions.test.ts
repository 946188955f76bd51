import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { endAll } from "../support/bot-process.ts";
import type { Heard } from "../support/hearing.ts";
import type { Officer } from "../support/officer.ts";
import { type CaseRoom, type Stage, startStage } from "../support/stage.ts";

/** A mention as clients write it: into the body only the name that they show for a person. */
interface Mention {
  readonly shown: string;
  readonly who: Officer;
}

describe("persons are who was meant", () => {
  let stage: Stage;
  /** Called by the first word of another's name. */
  let anna: Officer;
  let annaDeVries: Officer;
  let bruno: Officer;
  let room: CaseRoom;
  beforeAll(async () => {
    stage = await startStage();
    anna = await stage.officer("anna", "NL");
    annaDeVries = await stage.officer("anna.v", "NL");
    bruno = await stage.officer("bruno.p", "FR");
    for (const [officer, name] of [
      [annaDeVries, "Anna de Vries"],
      [bruno, "Bruno Petit"],
    ] as const)
      await stage.clara.say(stage.coordination, `/officer add ${officer.userId} name:"${name}"`);
    room = await stage.openCase("Patient Heron", bruno, [anna, annaDeVries]);
  }, 300_000);
  afterAll(async () => {
    await stage.stop();
    await endAll();
  });

  /** Types a line with mentions in it, with their links or, as some clients do, without. */
  async function type(officer: Officer, place: string, body: string, mentions: readonly Mention[], links = true): Promise<Heard> {
    const html = mentions.reduce(
      (text, { shown, who }) => text.replace(shown, `<a href="https://matrix.to/#/${who.userId}">${shown}</a>`),
      body,
    );
    const event = await officer.sendContent(place, {
      msgtype: "m.text",
      body,
      ...(links && { format: "org.matrix.custom.html", formatted_body: html }),
      "m.mentions": { user_ids: mentions.map(({ who }) => who.userId) },
    });
    return officer.expectAnswer(event);
  }
  const cases = async () => (await stage.clara.say(stage.coordination, "/case list")).body;
  const tasks = async () => (await bruno.say(room.room, "/task list all")).body;

  test("whom the message mentions leads the case, not who is called by the first word of that name", async () => {
    const opened = await type(stage.clara, stage.coordination, '!case open "Silent Harbour" lead:Anna de Vries tlp:red', [
      { shown: "Anna de Vries", who: annaDeVries },
    ]);
    expect(opened.body).toMatch(new RegExp(`"Silent Harbour" · opened, lead ${annaDeVries.userId} · TLP:RED`, "u"));
    const ref = /C-\d{4}-\d{4}/u.exec(opened.body)?.[0] ?? "";
    await annaDeVries.expectRoom(ref);
    expect(anna.client.getRooms().map((one) => one.name)).not.toContainEqual(expect.stringContaining(ref));
  });

  test("a name that the roster does not have, or that begins like another's, is who the link leads to", async () => {
    const mention = { shown: "Anna (KLPD) 🇳🇱", who: annaDeVries };
    const saved = await type(bruno, room.room, "!task add Call the witness for:Anna (KLPD) 🇳🇱 due:+2d", [mention]);
    expect(saved.body).toMatch(new RegExp(`^TASK-1 saved · "Call the witness" · for ${annaDeVries.userId} · due `, "u"));
    const short = await type(bruno, room.room, "!task add Call the bank for:Anna", [{ shown: "Anna", who: annaDeVries }]);
    expect(short.body).toContain(`"Call the bank" · for ${annaDeVries.userId}`);
    expect(anna.heardIn(room.room).filter(({ mentions }) => mentions?.includes(anna.userId))).toEqual([]);
  });

  test("what fits two, or nobody, ends the command: nothing is written", async () => {
    const before = await tasks();
    // the client says whom it means, and wrote the name of another
    const two = await type(bruno, room.room, "!task add Call for:Anna", [{ shown: "Anna", who: annaDeVries }], false);
    expect(two.body).toMatch(/^Nothing was saved\. Several people are called Anna: /u);
    for (const line of ["for:Anna Koval", "for:@zed", "for:Dora", "for:@anna and @bruno.p"])
      expect((await bruno.say(room.room, `!task add Call ${line}`)).body).toMatch(/^Nothing was saved\. /u);
    expect(await tasks()).toBe(before);
    const opened = await cases();
    expect((await stage.clara.say(stage.coordination, '!case open "Wrong" lead:Anna Koval tlp:red')).body).toMatch(
      /^Nothing was saved\. /u,
    );
    expect(await cases()).toBe(opened);
  });

  test.each([", ", " ", " and ", " et ", "; "])("a list of mentions joined by %j is asked whole", async (joint) => {
    const body = `!meet plan "Table" slots:"2027-05-03 10:00" to:Anna de Vries${joint}Bruno Petit`;
    const saved = await type(bruno, room.room, body, [
      { shown: "Anna de Vries", who: annaDeVries },
      { shown: "Bruno Petit", who: bruno },
    ]);
    expect(saved.body).toMatch(/^MEET-\d+ saved · "Table" · 60 min\n/u);
    const ref = /MEET-\d+/u.exec(saved.body)?.[0] ?? "";
    const call = await annaDeVries.expectMessage(room.room, ({ msgtype, body: said }) => msgtype === "m.text" && said.startsWith(ref));
    expect(call.mentions).toContain(annaDeVries.userId);
    expect(call.mentions).not.toContain(anna.userId);
  });

  test("of a list in which one is unknown nobody is asked", async () => {
    const before = (await bruno.say(room.room, "!meet list")).body;
    for (const list of ["@anna.v, @zed", "@anna.v and friends", "Anna de Vries, Annika"])
      expect((await bruno.say(room.room, `!meet plan "Table" slots:"2027-05-03 10:00" to:${list}`)).body).toMatch(/^Nothing was saved\. /u);
    expect((await bruno.say(room.room, "!meet list")).body).toBe(before);
  });
});
