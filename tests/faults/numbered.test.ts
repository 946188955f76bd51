import { afterAll, beforeAll, expect, test } from "vitest";
import { linkOf } from "../../bot/outbox/chain.ts";
import { endAll } from "../support/bot-process.ts";
import type { Heard } from "../support/hearing.ts";
import type { Officer } from "../support/officer.ts";
import { type CaseRoom, type Stage, startStage } from "../support/stage.ts";
import { until } from "../support/waiting.ts";

let stage: Stage;
let otto: Officer;
let place: CaseRoom;
beforeAll(async () => {
  stage = await startStage();
  otto = await stage.officer("otto", "DE");
  place = await stage.openCase("Numbered", otto);
}, 300_000);
afterAll(async () => {
  await stage.stop();
  await endAll();
});

/** Handles the next attempts to send a message by these treatments, one after the other, and lets all others pass. */
function disturb(...treatments: readonly ("drop" | { readonly status: number; readonly body: object })[]): () => number {
  const left = [...treatments];
  stage.proxy.rule = (_method, path) => (path.includes("/send/m.room.encrypted/") ? (left.shift() ?? "pass") : "pass");
  return () => left.length;
}
/** The ends that these messages must have, reckoned from what was read alone. */
function ends(heard: readonly Heard[]): readonly string[] {
  let previous = "";
  return heard.map(({ body }, at) => {
    const number = at + 1;
    previous = linkOf({ number, previous }, body);
    return `${number}·${previous.slice(0, 4)}`;
  });
}

test("each message ends with its number and the link to all before it, whatever is tried again, in both forms, over a restart", async () => {
  await otto.say(place.room, "/ioc add 203.0.113.7");
  const left = disturb("drop", { status: 502, body: {} });
  await otto.say(place.room, "/bot version");
  await until(() => left() === 0 || undefined, "both attempts");
  await otto.say(place.room, "/ioc ad 203.0.113.8");
  disturb({ status: 413, body: { errcode: "M_TOO_LARGE", error: "" } });
  // it never came, so no number is missing
  expect((await otto.say(place.room, "/ioc list")).body).toMatch(/^Not done\. Reference/u);
  await stage.restart();
  await otto.say(place.room, "/case info");
  const heard = otto.heardIn(place.room);
  expect(heard.length).toBeGreaterThanOrEqual(6);
  expect(heard.map(({ tail }) => tail)).toEqual(ends(heard));
  expect(heard.map(({ formattedTail }) => formattedTail)).toEqual(ends(heard));
});
