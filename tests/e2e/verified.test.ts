import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { login } from "../support/accounts.ts";
import { endAll } from "../support/bot-process.ts";
import { type Officer, openOfficer } from "../support/officer.ts";
import { type Stage, startStage } from "../support/stage.ts";
import { until } from "../support/waiting.ts";

describe("where identities must be verified", () => {
  let stage: Stage;
  let nora: Officer;
  beforeAll(async () => {
    stage = await startStage({ DEVICE_TRUST: "verified" }, "direct");
    nora = await stage.officer("nora", "NO");
  }, 300_000);
  afterAll(async () => {
    await stage.stop();
    await endAll();
  });

  test("an officer reads nothing new and logs nothing until a coordinator has confirmed the six words; a new identity ends it", async () => {
    const opened = await stage.clara.say(stage.coordination, `/case open "Careful Owl" lead:${nora.userId}`);
    const room = await nora.expectRoom(/C-\d{4}-\d{4}/u.exec(opened.body)?.[0] ?? "");
    const early = await nora.send(room, "/ioc add early.example");
    // that clara is not answered readably is the point: the answer is there, and its key is not
    await until(() => nora.hearing.unreadable.size > 0 || undefined, "an answer that cannot be read");

    await stage.clara.say(stage.coordination, `/officer verify ${nora.userId}`);
    const code = ({ body }: { readonly body: string }) => /ok ([A-Z2-9]{4}) · /u.exec(body)?.[1];
    const question = await until(() => stage.clara.hearing.heard.find((one) => code(one) !== undefined), "the question");
    const words = /Fingerprint: ((?:[a-z]+ ){5}[a-z]+)\./u.exec(question.body)?.[1];
    expect(stage.clara.heardIn(stage.coordination).some(({ body }) => words !== undefined && body.includes(words))).toBe(true);
    expect((await stage.clara.say(question.room, `ok ${code(question)}`)).body).toContain("Done");
    await stage.clara.expectMessage(stage.coordination, ({ body }) => body === `${nora.userId}: identity verified · ${words}`);

    await until(() => stage.output().includes("identity approved") || undefined, "the identity taken up");
    expect((await nora.say(room, "/ioc add now.example")).body).toMatch(/^IOC-1 logged/u);
    expect((await nora.say(room, "/ioc list")).body).not.toContain("early");
    expect(nora.answersTo(early)).toEqual([]);

    const anew = await openOfficer(await login(stage.homeserver, nora.userId, nora.account.password));
    await stage.clara.expectMessage(stage.coordination, ({ body }) => body.startsWith("Nothing is said in the room"));
    await anew.stop();
  });
});
