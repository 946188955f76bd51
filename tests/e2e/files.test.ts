import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { attaching } from "../support/attachments.ts";
import { endAll } from "../support/bot-process.ts";
import type { Heard } from "../support/hearing.ts";
import type { Officer } from "../support/officer.ts";
import { type CaseRoom, type Stage, startStage } from "../support/stage.ts";
import { until } from "../support/waiting.ts";

const mebibyte = 1024 * 1024;
const codeOf = ({ body }: Heard): string | undefined => /ok ([A-Z2-9]{4}) · /u.exec(body)?.[1];
const list = (...values: readonly string[]) => ({ name: "list.txt", mimetype: "text/plain", bytes: Buffer.from(`${values.join("\n")}\n`) });

/** Files as officers' clients send them, with none of our own encryption on their side. */
describe("a file in a case room", () => {
  let stage: Stage;
  let nora: Officer;
  let otto: Officer;
  let north: CaseRoom;
  beforeAll(async () => {
    stage = await startStage();
    nora = await stage.officer("nora", "NO");
    otto = await stage.officer("otto", "DE");
    north = await stage.openCase("Careful Gull", nora, [otto]);
  }, 300_000);
  afterAll(async () => {
    await stage.stop();
    await endAll();
  });

  const questions = (officer: Officer) =>
    officer.hearing.heard.filter((one) => one.sender === stage.bot && one.room !== north.room && codeOf(one) !== undefined);
  /** The question that follows what is sent. */
  async function askedAfter(
    officer: Officer,
    send: () => Promise<string>,
  ): Promise<Heard & { readonly code: string; readonly command: string }> {
    const before = questions(officer).length;
    const command = await send();
    const question = await until(() => questions(officer)[before], "the question").catch((fault: unknown) => {
      throw new Error(`${fault}: ${officer.answersTo(command).map(({ body }) => body)}`);
    });
    return { ...question, code: codeOf(question) ?? "", command };
  }

  test("is what its caption works on, also when the bot was killed before the code and the homeserver has lost the file", async () => {
    const question = await askedAfter(nora, () => nora.sendFile(north.room, list("198.51.100.1", "198.51.100.2"), "!ioc import tlp:green"));
    expect(question.body).toContain("list[.]txt");
    await stage.process().kill9();
    stage.proxy.rule = (_method, path) =>
      path.includes("/media/") ? { status: 404, body: { errcode: "M_NOT_FOUND", error: "?" } } : "pass";
    await stage.restart();
    expect((await nora.say(question.room, `ok ${question.code}`, 120_000)).body).toMatch(/^Done in /u);
    stage.proxy.rule = () => "pass";
    await nora.expectMessage(
      north.room,
      ({ body, thread }) => thread === question.command && /IOC-1…2/u.test(body),
      "the end of the import",
    );
    expect((await nora.say(north.room, "/ioc list")).body).toContain("198[.]51[.]100[.]2");
  });

  test("is what a reply works on, somebody else's too, and what a thread on it works on", async () => {
    const file = await otto.sendFile(north.room, list("198.51.100.3"));
    await nora.expectMessage(north.room, ({ eventId }) => eventId === file);
    const replied = await askedAfter(nora, () => nora.reply(north.room, file, "/ioc import"));
    expect(replied.body).toContain("list[.]txt");
    expect((await nora.say(replied.room, `no ${replied.code}`)).body).toContain("ioc import");
    const talk = await otto.sendInThread(north.room, file, file, "from the hosting provider");
    await nora.expectMessage(north.room, ({ eventId }) => eventId === talk);
    const threaded = await askedAfter(nora, () => nora.sendInThread(north.room, file, talk, "/ioc import"));
    expect((await nora.say(threaded.room, `ok ${threaded.code}`)).body).toMatch(/^Done in /u);
    await nora.expectMessage(north.room, ({ body, thread }) => thread === file && /IOC-3\b/u.test(body), "the end of the import");
  });

  test("of many values is imported portion by portion, without waiting in between", async () => {
    const values = Array.from({ length: 3_500 }, (_, at) => `many-${at}.example`);
    const question = await askedAfter(nora, () => nora.sendFile(north.room, list(...values), "/ioc import"));
    expect((await nora.say(question.room, `ok ${question.code}`, 120_000)).body).toMatch(/^Done in /u);
    await nora.expectMessage(
      north.room,
      ({ body, thread }) =>
        thread === question.command && body.startsWith("IMP-") && body.includes("done") && body.includes("3,500 values"),
      "the end of the import",
      60_000,
    );
  });

  test("is a file also as a picture", async () => {
    const content = { ...(await attaching(nora.account, list("198.51.100.4"), "/ioc import")), msgtype: "m.image" };
    const question = await askedAfter(nora, () => nora.sendContent(north.room, content));
    expect((await nora.say(question.room, `no ${question.code}`)).body).toContain("ioc import");
  });

  test("that cannot be had is refused in a sentence", async () => {
    const refusal = async (event: string) => (await nora.expectAnswer(event)).body;
    const large = { ...list(), bytes: Buffer.alloc(20 * mebibyte + 1, "198.51.100.5\n") };
    expect(await refusal(await nora.sendFile(north.room, large, "/ioc import"))).toBe(
      "Nothing was imported. The file is larger than 20 MiB; split it.",
    );
    const { file: _, ...plain } = await attaching(nora.account, list("198.51.100.6"), "/ioc import");
    expect(await refusal(await nora.sendContent(north.room, { ...plain, url: "mxc://liaison.localhost/plain" }))).toMatch(
      /^Nothing was imported\. The file was sent without encryption\./u,
    );
    const text = await nora.send(north.room, "a text");
    expect(await refusal(await nora.reply(north.room, text, "/ioc import"))).toMatch(
      /^Nothing was imported\. The message that you reply to has no file\./u,
    );
    const { file, ...rest } = await attaching(nora.account, list("198.51.100.7"), "/ioc import");
    const changed = { ...(file as object), hashes: { sha256: Buffer.alloc(32).toString("base64").replace(/=+$/u, "") } };
    expect(await refusal(await nora.sendContent(north.room, { ...rest, file: changed }))).toMatch(
      /^Nothing was imported\. What the homeserver handed out/u,
    );
  });

  test("without a command is left alone", async () => {
    const before = stage.proxy.passed.filter(({ path }) => path.includes("/media/")).length;
    const [named, captioned] = [
      await nora.sendFile(north.room, list("198.51.100.8")),
      await nora.sendFile(north.room, list("198.51.100.8"), "look at this"),
    ];
    await nora.say(north.room, "/bot version");
    for (const event of [named, captioned]) expect(nora.answersTo(event)).toEqual([]);
    expect(stage.proxy.passed.filter(({ path }) => path.includes("/media/"))).toHaveLength(before);
  });
});
