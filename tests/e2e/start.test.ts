import { existsSync, readFileSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { login } from "../support/accounts.ts";
import { type BotProcess, endAll, signalGroup, startBot } from "../support/bot-process.ts";
import { freshCheckout } from "../support/checkout.ts";
import { until } from "../support/waiting.ts";

/** What a newcomer does: clone, `npm start`, look, stop, start again. */
describe("npm start in a fresh checkout", () => {
  const checkout = freshCheckout();
  const data = join(checkout, "data");
  const start = (story: string): BotProcess => startBot({ npmIn: checkout, data, settings: { STORY: story, GRACE: "1" } });
  const gone = (bot: BotProcess): Promise<true> =>
    until(() => (signalGroup(bot.pid, 0) ? undefined : (true as const)), "the end of every process of the group", 15_000);
  let first: BotProcess;
  beforeAll(async () => {
    first = start("on");
    await first.sandbox();
  }, 420_000);
  afterEach(({ task }) => {
    if (task.result?.state === "fail") console.log(first.output().slice(-8_000));
  });
  afterAll(async () => {
    await endAll();
    rmSync(dirname(checkout), { recursive: true, force: true });
  });

  test("it is ready, messages so in a private file, and lets everybody named there in", async () => {
    const sandbox = await first.sandbox();
    expect(sandbox).toMatchObject({ ready: true, serverName: "liaison.localhost", bot: "@liaison:liaison.localhost" });
    expect(sandbox.homeserver).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/u);
    expect(sandbox.coordination).toMatch(/^!/u);
    expect(statSync(join(data, "sandbox.json")).mode & 0o777).toBe(0o600);
    expect(sandbox.officers.map(({ role }) => role).sort()).toEqual(["coordinator", "officer", "officer"]);
    for (const { userId, password } of sandbox.officers) expect((await login(sandbox.homeserver, userId, password)).userId).toBe(userId);
  });

  test("the story's transcript shows a first day, every step decrypted by an officer, and no secret", async () => {
    await until(() => first.output().includes("MEET-1.ics") || undefined, "the end of the story", 150_000);
    const told = first.output();
    const steps = [
      ...["IOC-1 logged", "JOB-1 ·", "was logged by another case", "another case holds your IOC-1", "1 hit, newest first"],
      ...["TASK-1 saved", "1 open task of yours", "TASK-1 done", "Address: http://127.0.0.1:", "ALERT-1 · high", "ALERT-1 acknowledged"],
      ...["MEET-1 saved", "MEET-1 vote saved", "MEET-1 fixed", "MEET-1.ics"],
    ];
    for (const step of steps) expect(told).toContain(step);
    const firstLines = told.split("\n").filter((line) => /^ {1,4}(?:liaison|clara|anna|bruno) {2}/u.test(line));
    expect(firstLines.length).toBeGreaterThan(30);
    for (const line of firstLines) expect(line).toMatch(/ {2}\$[\w-]{7}$/u);
    expect(told).not.toMatch(/whsec_\w/u);
  });

  test("SIGTERM to npm ends everything that was started", async () => {
    await first.term();
    await gone(first);
    expect(existsSync(join(data, "sandbox.json"))).toBe(false);
  });

  test("the second start is ready on the same port; kill -9 of the bot leaves none of its children, and the next start is ready", async () => {
    const before = readFileSync(join(data, "postgres.json"), "utf8");
    const second = start("off");
    const sandbox = await second.sandbox();
    await second.kill9();
    await gone(second);
    await expect(fetch(`${sandbox.homeserver}/_matrix/client/versions`)).rejects.toThrow();
    const third = start("off");
    const again = await third.sandbox();
    expect(again.homeserver).toBe(sandbox.homeserver);
    expect(again.pid).not.toBe(sandbox.pid);
    expect(readFileSync(join(data, "postgres.json"), "utf8")).toBe(before);
    // to the whole group, as a terminal's Ctrl-C does
    signalGroup(third.pid, "SIGINT");
    await gone(third);
  });
});
