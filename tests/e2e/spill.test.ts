import { afterAll, beforeAll, expect, test } from "vitest";
import { endAll } from "../support/bot-process.ts";
import type { Officer } from "../support/officer.ts";
import { sendsOf } from "../support/proxy.ts";
import { type CaseRoom, type Stage, startStage } from "../support/stage.ts";
import { until } from "../support/waiting.ts";

let stage: Stage;
let nora: Officer;
let otto: Officer;
let north: CaseRoom;
beforeAll(async () => {
  stage = await startStage();
  nora = await stage.officer("nora", "NO");
  otto = await stage.officer("otto", "DE");
  north = await stage.openCase("Spilled Gull", nora, [otto]);
}, 300_000);
afterAll(async () => {
  await stage.stop();
  await endAll();
});

/** Whether this officer's client shows an event as removed. */
const removed = ({ client }: Officer, room: string, event: string): boolean => {
  const found = client.getRoom(room)?.findEventById(event);
  if (found === undefined) throw new Error(`no such event: ${event}`);
  return found.isRedacted();
};
/** What was redacted in a room, as an officer's homeserver tells it. */
async function redactedIn(room: string): Promise<readonly (string | undefined)[]> {
  const url = `${stage.homeserver}/_matrix/client/v3/rooms/${encodeURIComponent(room)}/messages?dir=b&limit=200`;
  const answer = await fetch(url, { headers: { authorization: `Bearer ${nora.account.accessToken}` } });
  // the homeserver's answer to this path
  const { chunk } = (await answer.json()) as {
    readonly chunk: readonly { readonly type: string; readonly content: { readonly redacts?: string } }[];
  };
  return chunk.filter(({ type }) => type === "m.room.redaction").map(({ content }) => content.redacts);
}

test("a spilled value goes from the rooms: the bot's answers and the command, each once over a kill, and nothing else", async () => {
  const kept = await nora.say(north.room, "/ioc add 198.51.100.8");
  const command = await nora.send(north.room, "/ioc add canary-spilled.example");
  const logged = await nora.expectAnswer(command);
  expect(logged.body).toContain("IOC-2 logged");
  const list = await otto.say(north.room, "/ioc list");
  expect(list.body).toContain("canary-spilled[.]example");
  await otto.say(north.room, "/ioc find canary-spilled.example");
  const found = await otto.expectMessage(await otto.expectRoom("private"), ({ body }) => body.includes("1 record in your cases"));

  // committed and answered, and not one redaction gets through before the kill
  stage.proxy.rule = (_method, path) => (path.includes("/redact/") ? { status: 503, body: {} } : "pass");
  const spilled = await nora.say(north.room, "/ioc spill 2");
  expect(spilled.body).toContain("Being removed: 2 of my messages and 1 command in this room, and what I said of it elsewhere.");
  await until(() => stage.proxy.passed.some(({ path }) => path.includes("/redact/")) || undefined, "a try");
  await stage.process().kill9();
  expect(await redactedIn(north.room)).toEqual([]);
  stage.proxy.rule = () => "pass";
  await stage.restart();

  const gone = [command, logged.eventId, list.eventId];
  await until(() => gone.every((event) => removed(otto, north.room, event)) || undefined, "all removed in the client");
  await until(() => gone.every((event) => removed(nora, north.room, event)) || undefined, "all removed in the other client");
  await until(() => removed(otto, found.room, found.eventId) || undefined, "the answer in private removed");
  expect(removed(nora, north.room, kept.eventId)).toBe(false);
  expect(removed(nora, north.room, spilled.eventId)).toBe(false);

  await stage.process().kill9();
  await stage.restart();
  // whoever repeats themselves after a restart does it before they take the next command
  await nora.say(north.room, "/case info");
  expect((await redactedIn(north.room)).toSorted()).toEqual(gone.toSorted());
  expect(new Set(sendsOf(stage.proxy.passed).map(({ type }) => type))).toEqual(new Set(["m.room.encrypted"]));
  const asked = stage.proxy.passed.filter(({ path }) => path.includes("/redact/"));
  expect(new Set(asked.map(({ body }) => body))).toEqual(new Set(["{}"]));
}, 240_000);
