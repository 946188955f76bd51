import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { login } from "../support/accounts.ts";
import { type BotProcess, endAll, type Sandbox, startBot } from "../support/bot-process.ts";
import { endTerminals, startTerminal, type TerminalProcess } from "../support/terminal.ts";

/** What a person does who has only `npm start` and `npm run officer`. */
describe("npm run officer", () => {
  let bot: BotProcess;
  let sandbox: Sandbox;
  let clara: TerminalProcess;
  let anna: TerminalProcess;
  const open = (...args: string[]) => startTerminal(bot.data, args);
  const saw = (terminal: TerminalProcess, pattern: RegExp, from = 0) =>
    terminal.expect((output) => pattern.test(output), `${pattern}`, from);
  beforeAll(async () => {
    bot = startBot({ settings: { GRACE: "1" } });
    sandbox = await bot.sandbox();
    clara = open("@clara");
    anna = open("ANNA");
  }, 300_000);
  afterAll(async () => {
    endTerminals();
    await endAll();
  });

  /** A room that clara makes by the plain interface and anna is invited to. */
  async function room(name: string, encrypted: boolean): Promise<(body: string) => Promise<void>> {
    const officer = sandbox.officers.find(({ userId }) => userId.startsWith("@clara:"));
    const { accessToken } = await login(sandbox.homeserver, officer?.userId ?? "", officer?.password ?? "");
    const call = async (method: string, path: string, body: object): Promise<Record<string, unknown>> => {
      const headers = { authorization: `Bearer ${accessToken}` };
      const response = await fetch(`${sandbox.homeserver}/_matrix/client/v3${path}`, { method, headers, body: JSON.stringify(body) });
      if (!response.ok) throw new Error(`${path}: ${response.status}`);
      return (await response.json()) as Record<string, unknown>;
    };
    const encryption = { type: "m.room.encryption", state_key: "", content: { algorithm: "m.megolm.v1.aes-sha2" } };
    const state = encrypted ? [encryption] : [];
    const { room_id } = await call("POST", "/createRoom", {
      name,
      preset: "private_chat",
      invite: [annasId(sandbox)],
      initial_state: state,
    });
    const id = encodeURIComponent(String(room_id));
    return async (body) => void (await call("PUT", `/rooms/${id}/send/m.room.message/1`, { msgtype: "m.text", body }));
  }
  const annasId = ({ officers }: Sandbox) => officers.find(({ userId }) => userId.startsWith("@anna:"))?.userId;

  test("without a name it lists the officers, an unknown one is answered with them, without a sandbox it says how to start one", async () => {
    const list = open();
    expect(await list.end()).toBe(0);
    expect(list.output()).toContain("  @clara  coordinator, EU\n  @anna  officer, NL\n");
    const unknown = open("@zoe");
    expect(await unknown.end()).toBe(2);
    expect(unknown.errors()).toMatch(/No officer of this sandbox is called "@zoe".*\n {2}@clara/u);
    const nowhere = startTerminal(join(bot.data, "none"), ["anna"]);
    expect(await nowhere.end()).toBe(1);
    expect(nowhere.errors()).toMatch(/No sandbox is running on .*start one with npm start/u);
  });

  test("coordinator and officer open a case and log into it, a line per message, also in a second terminal of the same officer", async () => {
    clara.type(`coordination\t/case open "Night Owl" lead:${annasId(sandbox)}\n`);
    await saw(clara, /^Coordination\t@liaison:liaison\.localhost\tC-\d{4}-0001 [^\n]*opened, lead @anna:[^\n]*\\n[^\n]*$/mu);
    await saw(anna, /^C-\d{4}-0001 \w+ \w+\t@liaison:liaison\.localhost\tThis is the room of/mu);
    const second = open("@anna");
    // it is in the room when its own words arrive there
    second.type("0001\thello from here\n");
    await saw(anna, /\t@anna:liaison\.localhost\thello from here\n/u);
    anna.type("-0001\t/ioc add 198.51.100.7 evil.example\n");
    for (const terminal of [anna, second])
      await saw(terminal, /\t@liaison:liaison\.localhost\tIOC-1 logged · ipv4 · 198\[\.\]51[^\n]*\\nIOC-2 logged/u);
    expect(await second.end()).toBe(0);
    expect(second.errors()).toBe("");
    expect(anna.output()).not.toContain("/ioc add 198.51.100.7 evil.example\n");
  });

  test("what it sent is answered before it ends, and what was said before its start is not printed", async () => {
    const later = open("bruno");
    later.type("coordination\thello\n\nno tab here\n");
    later.type("-0001\t/task add Café\n", "latin1");
    expect(await later.end()).toBe(1);
    expect(later.errors()).toContain('You are in no room called "coordination".');
    expect(later.errors()).toContain("a line is a room, a tab and the text");
    expect(later.errors()).toContain("Not sent: the line is not UTF-8.");
    const again = open("@anna");
    again.type("-0001\t/ioc list\n");
    expect(await again.end()).toBe(0);
    expect(again.output()).toMatch(/^C-\d{4}-0001 [^\t]*\t@liaison:liaison\.localhost\t[^\n]*IOC-2/u);
    expect(again.output()).not.toContain("This is the room of");
  });

  test("what would move the cursor or turn the text is written out", async () => {
    await room("Side room", true);
    // from then on clara's client knows whom to give the keys
    anna.type("Side\there\n");
    await saw(clara, /^Side room\t@anna:liaison\.localhost\there$/mu);
    clara.type("Side\t\x1b[2J\x1b]0;owned\x07 exe.\u202efdp\n");
    await saw(anna, /^Side room\t@clara:liaison\.localhost\t\\u\{1b\}\[2J\\u\{1b\}\]0;owned\\u\{7\} exe\.\\u\{202e\}fdp$/mu);
  });

  test("into a room without encryption nothing is sent, and nothing from there is shown", async () => {
    const say = await room("Open room", false);
    const guest = open("anna");
    guest.type("Open room\tsecret\n");
    await guest.expect(() => guest.errors().includes("Not sent: this room is not encrypted."), "the refusal");
    await say("trust me");
    await guest.expect(() => guest.errors().includes("came without encryption and is not shown"), "the warning");
    expect(await guest.end()).toBe(1);
    expect(guest.output() + guest.errors()).not.toContain("trust me");
  });

  test("a file and a command: as its caption, or after it", async () => {
    writeFileSync(join(bot.data, "list.txt"), "198.51.100.9\n");
    anna.type("-0001\t:send list.txt /ioc import\n");
    await saw(anna, /\tNothing was done yet: it waits for a confirmation/u);
    const other = open("@anna");
    other.type("-0001\t:send none.txt\n-0001\t:send list.txt\n-0001\t/ioc import\n");
    expect(await other.end()).toBe(1);
    expect(other.errors()).toMatch(/^Not sent: \S*none\.txt: there is no such file or folder\.$/mu);
    expect(other.output()).toMatch(/\tNothing was done yet: it waits for a confirmation/u);
    await saw(anna, /\t@anna:liaison\.localhost\t\[file\] list\.txt$/mu);
  });

  test("on a terminal: history of the kept device, answers above the line that is being typed, a file there and back", async () => {
    expect(await anna.end()).toBe(0);
    const screen = startTerminal(bot.data, ["@anna"], true);
    await saw(screen, /You are anna/u);
    screen.type(":0001\r");
    await saw(screen, /IOC-1 logged · ipv4[\s\S]*C-\d{4}-0001 [^>\n]*> $/u);
    const path = join(bot.data, "report.csv");
    writeFileSync(path, "value\n198.51.100.7\n".repeat(100));
    screen.type(":Side room\r");
    await saw(screen, /Side room> $/u);
    screen.type("half a li");
    await saw(screen, /half a li$/u);
    const before = screen.output().length;
    clara.type("Side room\t@anna: are you there?\n");
    await screen.expect((output) => output.includes("\u0007"), "the bell", before);
    await saw(screen, /clara {4}@anna: are you there\?\r\n[\s\S]*half a li/u, before);
    screen.type("ne\r");
    await saw(clara, /^Side room\t@anna:liaison\.localhost\thalf a line$/mu);
    screen.type(":send report.csv\r");
    await saw(clara, /^Side room\t@anna:liaison\.localhost\t\[file\] report\.csv$/mu);
    screen.type(":more\r");
    await saw(screen, /report\.csv {2}:save \d+ <path>/u);
    const number = /report\.csv {2}:save (\d+) <path>/u.exec(screen.output())?.[1];
    screen.type(`:save ${number} copy.csv\r`);
    await saw(screen, /Saved 1900 bytes/u);
    expect(readFileSync(join(bot.data, "copy.csv"))).toEqual(readFileSync(path));
    expect(statSync(join(bot.data, "copy.csv")).mode & 0o777).toBe(0o600);
    screen.type(":0001\r");
    await saw(screen, /C-\d{4}-0001 [^>\n]*> $/u);
    screen.type(":send list.txt\r/ioc import\r");
    await saw(screen, /Sent in reply to list\.txt\./u);
    await saw(screen, /Sent in reply to list\.txt\.[\s\S]*Nothing was done yet: it waits for a confirmation/u);
    screen.type(":quit\r");
    expect(await screen.end()).toBe(0);
    expect(await clara.end()).toBe(0);
  });
});
