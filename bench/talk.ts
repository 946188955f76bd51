import type { Figure } from "./figures.ts";
import { type Findings, type Group, interleaved } from "./group.ts";
import { type Contest, type Pair, startContest } from "./rooms.ts";

const warmUp = 6;
const rounds = 60;
const burstRooms = 10;
const burstOfficers = 20;
/** Commands of each officer at once. */
const burstEach = 10;
const burstRounds = 3;

let counter = 0;
/** A value that no case holds yet. */
export const fresh = (): string => `bench-${++counter}.example`;

/** How an answer is recognised as a good one: ours, and the echo bot's. */
export const logged = /^IOC-\d+ logged/u;
export const echoed = /^echo /u;

/** Milliseconds from typing a command to its answer, decrypted by the officer. */
export async function ask({ officer }: Pick<Pair, "officer">, room: string, good: RegExp): Promise<number> {
  const began = performance.now();
  const answer = await officer.say(room, `/ioc add ${fresh()}`);
  const took = performance.now() - began;
  if (!good.test(answer.body)) throw new Error(`not the answer: ${answer.body.slice(0, 100)}`);
  return took;
}

async function latency(contest: Contest): Promise<Figure> {
  const [pair] = await contest.room("latency", 1);
  if (pair === undefined) throw new Error("no officer");
  const [ours, peer]: [number[], number[]] = [[], []];
  const side = (room: string, good: RegExp, into: number[]) => async (round: number) => {
    const took = await ask(pair, room, good);
    if (round >= warmUp) into.push(took);
  };
  await interleaved(warmUp + rounds, side(pair.ours, logged, ours), side(pair.peer, echoed, peer));
  return { name: "`/ioc add` of one value to its answer, as the officer sees it", unit: "ms", ours, peer, bar: { most: 1.25 } };
}

async function burst(contest: Contest): Promise<Figure> {
  const pairs: Pair[] = [];
  for (let at = 0; at < burstRooms; at++) pairs.push(...(await contest.room(`burst-${at}`, burstOfficers / burstRooms)));
  const all = burstOfficers * burstEach;
  const side = (room: (pair: Pair) => string, good: RegExp, into: number[]) => async (round: number) => {
    const began = performance.now();
    await Promise.all(pairs.flatMap((pair) => Array.from({ length: burstEach }, () => ask(pair, room(pair), good))));
    // the first round shares the keys
    if (round > 0) into.push((all * 1_000) / (performance.now() - began));
  };
  const [ours, peer]: [number[], number[]] = [[], []];
  await interleaved(
    1 + burstRounds,
    side((pair) => pair.ours, logged, ours),
    side((pair) => pair.peer, echoed, peer),
  );
  const name = `commands per second, ${burstOfficers} officers in ${burstRooms} rooms, ${all} at once, none lost`;
  return { name, unit: "/s", ours, peer, bar: { least: 0.8 } };
}

async function measure(wanted: ReadonlySet<string>): Promise<Findings> {
  const contest = await startContest();
  try {
    const figures: Figure[] = [];
    if (wanted.has("latency")) figures.push(await latency(contest));
    if (wanted.has("commands")) figures.push(await burst(contest));
    const notes = [
      "latency, commands: peer is `bench/echo-bot.ts`, the same encryption client on the same durable store, without inbox, outbox and domain, on the same homeserver (Synapse on SQLite), spoken to by the same officers.",
    ];
    return { figures, notes };
  } finally {
    await contest.stop();
  }
}

export const talk: Group = {
  rows: {
    latency: "one `/ioc add` to its answer, against the echo bot",
    commands: `commands per second of ${burstOfficers} officers in ${burstRooms} rooms, against the echo bot`,
  },
  measure,
};
