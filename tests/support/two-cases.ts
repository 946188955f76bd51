import { setTimeout as sleep } from "node:timers/promises";
import type { Officer } from "./officer.ts";
import type { CaseRoom, Stage } from "./stage.ts";
import { acknowledgementFaults, hitFaults, type Streamed, stream } from "./stream.ts";
import { until } from "./waiting.ts";

/** Two cases, each with an officer of its own, who log the same values: what every fault of the bot is judged by. */
export interface TwoCases {
  readonly sides: readonly [Side, Side];
  /**
   * Both officers send `perRoom` commands while `during` disturbs the bot; every second value is logged in both rooms.
   * Resolves to a line for each command that was not acknowledged exactly once and for each hit that was not told exactly
   * once, as the officers' clients decrypted it. `during` runs until it returns, and should when `going` turns false: then
   * every command has its answer.
   */
  judge(name: string, perRoom: number, during: (going: () => boolean) => Promise<void>): Promise<readonly string[]>;
}
export interface Side {
  readonly officer: Officer;
  readonly place: CaseRoom;
}

/** Puts both officers on the roster and opens their cases. `before` runs before each command, while that side sends nothing. */
export async function openTwoCases(
  stage: Stage,
  names: readonly [string, string],
  before: (side: Side) => Promise<unknown> = async () => undefined,
): Promise<TwoCases> {
  const met = new Map<Side, Streamed[]>();
  const open = async (name: string, country: string): Promise<Side> => {
    const officer = await stage.officer(name, country);
    const side = { officer, place: await stage.openCase(`Case of ${name}`, officer) };
    met.set(side, []);
    return side;
  };
  const sides = [await open(names[0], "NL"), await open(names[1], "FR")] as const;
  return {
    sides,
    async judge(name, perRoom, during) {
      let going = true;
      const disturbed = during(() => going);
      // what goes wrong there ends the test at once
      const failed = disturbed
        .then(() => new Promise<never>(() => {}))
        .finally(() => {
          going = false;
        });
      const streams = Promise.all(
        sides.map(async (side, at) => {
          const values = Array.from({ length: perRoom }, (_, n) => `${n % 2 === 0 ? "both" : `only${at}`}-${name}-${n}.example`);
          const streamed = await stream(side.officer, side.place, values, () => before(side));
          met.get(side)?.push(...streamed.filter(({ value }) => value.startsWith("both-")));
          return streamed;
        }),
      );
      const sent = await Promise.race([streams, failed]);
      const unanswered = () => acknowledgementFaults(sent.flat());
      const faults = () => [...unanswered(), ...sides.flatMap((side) => hitFaults(side.officer, side.place, met.get(side) ?? []))];
      // what is not here after this is told as a fault, not as a time that ran out
      const soon = async (done: () => boolean): Promise<void> => {
        await until(() => done() || undefined, "everything once", 90_000).catch(() => {});
      };
      await Promise.race([soon(() => unanswered().length === 0), failed]);
      going = false;
      await disturbed;
      await soon(() => faults().length === 0);
      // one more answer in each room ends the wait for a second answer to something before
      await Promise.all(sides.map(({ officer, place }) => officer.say(place.room, "/case info", 120_000)));
      return faults();
    },
  };
}

const lookMs = 100;
/** A bot whose connection was cut ends within this time. */
const settlesMs = 3_000;

/** Starts the stage's bot again whenever it has ended, as a service manager does. */
export async function supervise(stage: Stage, going: () => boolean): Promise<void> {
  const ended = new WeakSet<object>();
  // the last fault may end the bot after the last answer is out
  for (let last = 0; going() || last < settlesMs; last = going() ? 0 : last + lookMs) {
    const bot = stage.process();
    void bot.ended.then(() => ended.add(bot));
    await sleep(lookMs);
    if (ended.has(bot)) await stage.restart();
  }
}
