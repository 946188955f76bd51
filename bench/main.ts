// `npm run bench`: figures against a peer in the same run, interleaved; writes RESULTS.md beside this file.
import { writeFileSync } from "node:fs";
import { cpus, release, totalmem } from "node:os";
import process from "node:process";
import { endAll } from "../tests/support/bot-process.ts";
import { type Figure, table } from "./figures.ts";
import { type Contest, type Pair, startContest } from "./rooms.ts";

const warmUp = 5;
const rounds = 60;
const burstPairs = 4;
const burstEach = 20;
const burstRounds = 3;

let counter = 0;
/** A value that no case holds yet. */
const fresh = (): string => `bench-${++counter}.example`;

/** Milliseconds from typing a command to its answer, decrypted by the officer. */
async function ask({ officer }: Pair, room: string, good: RegExp): Promise<number> {
  const began = performance.now();
  const answer = await officer.say(room, `/ioc add ${fresh()}`);
  const took = performance.now() - began;
  if (!good.test(answer.body)) throw new Error(`not the answer: ${answer.body.slice(0, 100)}`);
  return took;
}

const logged = /^IOC-\d+ logged/u;
const echoed = /^echo /u;

async function latency(contest: Contest): Promise<Figure> {
  const pair = await contest.pair("latency");
  const ours: number[] = [];
  const peer: number[] = [];
  for (let round = -warmUp; round < rounds; round++) {
    const sides = [
      async () => void (await ask(pair, pair.ours, logged).then((took) => round < 0 || ours.push(took))),
      async () => void (await ask(pair, pair.peer, echoed).then((took) => round < 0 || peer.push(took))),
    ];
    // who is asked second may find a busier server
    for (const side of round % 2 === 0 ? sides : sides.reverse()) await side();
  }
  return {
    name: "`/ioc add` of one value to its answer, as the officer sees it",
    unit: "ms",
    ours,
    peer,
    bar: "≤ 1.25",
    holds: (ratio) => ratio <= 1.25,
  };
}

async function burst(contest: Contest): Promise<Figure> {
  const pairs: Pair[] = [];
  for (let at = 0; at < burstPairs; at++) pairs.push(await contest.pair(`burst-${at}`));
  const perSecond = async (room: (pair: Pair) => string, good: RegExp): Promise<number> => {
    const began = performance.now();
    await Promise.all(pairs.flatMap((pair) => Array.from({ length: burstEach }, () => ask(pair, room(pair), good))));
    return (burstPairs * burstEach * 1000) / (performance.now() - began);
  };
  const ours: number[] = [];
  const peer: number[] = [];
  for (let round = -1; round < burstRounds; round++) {
    const [first, second] = [await perSecond((pair) => pair.ours, logged), await perSecond((pair) => pair.peer, echoed)];
    if (round < 0) continue;
    ours.push(first);
    peer.push(second);
  }
  const name = `commands per second, ${burstPairs} officers in ${burstPairs} rooms, ${burstPairs * burstEach} at once, none lost`;
  return { name, unit: "/s", ours, peer, bar: "≥ 0.8", holds: (ratio) => ratio >= 0.8 };
}

const contest = await startContest();
const figures: Figure[] = [];
try {
  figures.push(await latency(contest));
  figures.push(await burst(contest));
} finally {
  await contest.stop();
  await endAll();
}
const machine = `${cpus().length} × ${cpus()[0]?.model ?? "unknown"}, ${Math.round(totalmem() / 2 ** 30)} GB, ${process.platform} ${release()}, Node ${process.version}`;
const text = `# Results of the last run

${new Date().toISOString().slice(0, 10)} on ${machine}. The machine is shared: only the ratios, taken in one run with both sides
interleaved, mean something. Medians, in brackets the tenth and the ninetieth percentile.

The peer is \`bench/echo-bot.ts\`: the same encryption client on the same durable store, without inbox, outbox and domain, on the
same homeserver (Synapse on SQLite), spoken to by the same officer.

${table(figures)}
`;
writeFileSync(new URL("RESULTS.md", import.meta.url), text);
process.stdout.write(`${table(figures)}\n`);
// a bar that is missed is a finding of this run, not a failure of it
process.exit(0);
