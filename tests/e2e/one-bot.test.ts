import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { endAll } from "../support/bot-process.ts";
import { sendsOf } from "../support/proxy.ts";
import { type Stage, startStage } from "../support/stage.ts";
import { atRest } from "./at-rest.ts";
import { auditRole } from "./audit-role.ts";
import { burst } from "./burst.ts";
import { mainJob } from "./main-job.ts";
import { refusals } from "./refusals.ts";
import { replay } from "./replay.ts";

let started: Stage | undefined;
const stage = (): Stage => {
  if (started === undefined) throw new Error("the stage is not set");
  return started;
};
beforeAll(async () => {
  started = await startStage();
}, 300_000);
afterAll(async () => {
  await started?.stop();
  await endAll();
});

// one start serves all of these, in this order
describe("one bot on a homeserver of its own, behind a proxy", () => {
  mainJob(stage);
  refusals(stage);
  replay(stage);
  burst(stage);
  auditRole(stage);
  atRest(stage);

  test("everything that the bot ever sent into a room was encrypted", () => {
    const sends = sendsOf(stage().proxy.passed);
    expect(sends.length).toBeGreaterThan(200);
    expect(new Set(sends.map(({ type }) => type))).toEqual(new Set(["m.room.encrypted"]));
  });
});
