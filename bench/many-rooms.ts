import { spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { AlertContent } from "#domain/alerts/alert.ts";
import { caseDefaults } from "#domain/codes/codes.ts";
import { alertMessage } from "#domain/notices/alert-message.ts";
import type { CaseId } from "#domain/primitives/ids.ts";
import { readMasterKey } from "../config/files/master-key.ts";
import { loopbackPort } from "../config/process/port.ts";
import { openStorage } from "../storage/open.ts";
import { type HookSender, hookSender } from "../tests/support/hook-sender.ts";
import { testPostgres } from "../tests/support/test-servers.ts";
import type { Figure } from "./figures.ts";
import { type Findings, type Group, interleaved, type Size } from "./group.ts";
import { hold } from "./held.ts";
import { type Contest, type Pair, startContest } from "./rooms.ts";
import { ask, logged } from "./talk.ts";

const alertRounds = 5;
const startRounds = 9;
/** Until a process that has started has done what it does then. */
const quietMs = 2_000;
const indicators = 100_000;

interface Ground {
  readonly contest: Contest;
  readonly ownerUrl: string;
  readonly pairs: readonly Pair[];
}

/** A webhook of the first case, as a coordinator gets it. */
async function addSource({ contest: { stage }, pairs }: Ground): Promise<HookSender> {
  const { clara, coordination } = stage;
  await clara.say(coordination, `/alert source add webhook case:${pairs[0]?.ref}`);
  const told = await clara.hearing.expect(({ body }) => body.includes("Secret: "), "address and secret", 60_000);
  const line = (name: string): string => new RegExp(`^${name}: (\\S+)$`, "mu").exec(told.body)?.[1] ?? "";
  return hookSender(line("Address"), line("Secret"));
}

/** One alert, by webhook to the first room, and in the same moment written for all others. */
async function alert(ground: Ground): Promise<Figure> {
  const { contest, ownerUrl, pairs } = ground;
  const source = await addSource(ground);
  // a process beside the bot, without its lease
  const storage = await openStorage({ ownerUrl, masterKey: readMasterKey(join(contest.stage.data, "master.key")), graceMs: 0 });
  const cases = new Map((await storage.transaction((tx) => tx.stores.cases.list())).map(({ id, ref }): [string, CaseId] => [ref, id]));
  const others = pairs.slice(1).map(({ ref }) => cases.get(ref));
  const write = (content: AlertContent): Promise<void> =>
    storage.transaction(async (tx) => {
      const at = new Date();
      const line = {
        ref: "ALERT-1",
        severity: content.severity,
        title: content.title,
        source: { number: 1 },
        codes: caseDefaults,
        at,
      } as const;
      for (const of of others)
        if (of !== undefined) await tx.outbox.send(alertMessage({ case: of }, { alert: line, content, inCharge: [] }), at);
    });
  const heard = (room: (pair: Pair) => string, text: string): Promise<unknown> =>
    Promise.all(
      pairs.map((pair) => pair.officer.expectMessage(room(pair), ({ body }) => body.includes(text), `${text} in every room`, 300_000)),
    );
  const side = (room: (pair: Pair) => string, into: number[], say: (text: string) => Promise<unknown>) => async (round: number) => {
    const text = `${randomUUID()} was seen`;
    const began = performance.now();
    await say(text);
    await heard(room, text);
    // the first round shares the keys
    if (round > 0) into.push(performance.now() - began);
  };
  const [ours, peer]: [number[], number[]] = [[], []];
  await interleaved(
    1 + alertRounds,
    side(
      (pair) => pair.ours,
      ours,
      async (title) => {
        await write({ severity: "low", title, indicators: [] });
        const answer = await source.send({ severity: "low", title });
        if (answer.status !== 202) throw new Error(`the webhook answered ${answer.status}`);
      },
    ),
    side(
      (pair) => pair.peer,
      peer,
      async (text) => contest.echo().say(text),
    ),
  );
  await storage.close();
  return { name: `one alert to ${pairs.length} rooms, until all have read it`, unit: "ms", ours, peer, bar: { most: 1.2 } };
}

/** Milliseconds from the start of the bot's process until it says that it is ready. */
async function restart({ stage }: Contest): Promise<number> {
  await stage.process().term();
  const began = performance.now();
  await stage.restart();
  const bot = stage.process();
  let over = false;
  void bot.ended.then(() => {
    over = true;
  });
  while (!bot.output().includes("Ready as ")) {
    if (over) throw new Error(`the bot has ended:\n${bot.output()}`);
    await sleep(10);
  }
  return performance.now() - began;
}

/** Resident memory of the bot in MB, after what it does at once after a start. */
async function memory(contest: Contest, commands: () => Promise<unknown>): Promise<number> {
  await commands();
  await sleep(quietMs);
  // in kilobytes (POSIX, "ps")
  return Number(spawnSync("ps", ["-o", "rss=", "-p", String(contest.stage.process().pid)]).stdout.toString()) / 1_024;
}

async function measure(wanted: ReadonlySet<string>, size: Size): Promise<Findings> {
  const postgres = await testPostgres();
  const port = await loopbackPort();
  const contest = await startContest({ DATABASE_URL: postgres.ownerUrl, HOOKS_PORT: String(port) });
  const figures: Figure[] = [];
  try {
    const { clara, coordination } = contest.stage;
    const atStart: number[] = [];
    for (let round = 0; wanted.has("memory") && round < 2; round++) {
      await restart(contest);
      atStart.push(await memory(contest, () => clara.say(coordination, "/bot status")));
    }
    const officer = await contest.stage.officer("many", "NL");
    const pairs: Pair[] = [];
    for (let at = 0; at < size.rooms; at++) pairs.push(await contest.roomOf(officer, `many-${at}`));
    const ground = { contest, ownerUrl: postgres.ownerUrl, pairs };
    if (wanted.has("alert")) figures.push(await alert(ground));

    const inEvery = () => Promise.all(pairs.map((pair) => ask(pair, pair.ours, logged)));
    const ours: number[] = [];
    const peer: number[] = [];
    const withRooms: number[] = [];
    if (wanted.has("start") || wanted.has("memory"))
      await interleaved(
        startRounds,
        async () => {
          ours.push(await restart(contest));
          withRooms.push(await memory(contest, inEvery));
        },
        async () => {
          if (!wanted.has("start")) return;
          await contest.restartEcho();
          peer.push(await contest.echo().ready);
          // it still works on what the sync brought, which would slow down whoever starts next
          await sleep(quietMs);
        },
      );
    const rooms = `${size.rooms} rooms`;
    if (wanted.has("start")) figures.push({ name: `start to ready with ${rooms}`, unit: "ms", ours, peer, bar: { most: 1.3 } });
    if (wanted.has("memory")) figures.push(...(await memories({ ...ground, rooms, atStart, withRooms, inEvery })));
  } finally {
    await contest.stop();
    await postgres.stop();
  }
  const notes = [
    "alert: one webhook to the first room and, written in the same moment, the same message for each other room; peer is one plain encrypted send of the echo bot to each of its rooms, side by side. Both until one officer who is in all rooms has decrypted the last.",
    "start: from the start of the process; peer is the echo bot until its first sync (of everything) is answered. Both on a database that runs already.",
    "memory: resident set of the bot's process after a start and one command in each room; peer is what the ratio says against what.",
  ];
  return { figures, notes: notes.filter((note) => wanted.has(note.split(":", 1)[0] ?? "")) };
}

async function memories(
  ground: Ground & {
    readonly rooms: string;
    readonly atStart: readonly number[];
    readonly withRooms: readonly number[];
    readonly inEvery: () => Promise<unknown>;
  },
): Promise<readonly Figure[]> {
  const { contest, ownerUrl, pairs, rooms, atStart, withRooms, inEvery } = ground;
  const storage = await openStorage({ ownerUrl, masterKey: readMasterKey(join(contest.stage.data, "master.key")), graceMs: 0 });
  const all = await storage.transaction((tx) => tx.stores.cases.list());
  await storage.close();
  const of = all.find(({ ref }) => ref === pairs[0]?.ref)?.id;
  if (of === undefined) throw new Error("no case");
  await hold(ownerUrl, of, 0, indicators);
  const withIndicators: number[] = [];
  for (let round = 0; round < 2; round++) {
    await restart(contest);
    withIndicators.push(await memory(contest, inEvery));
  }
  return [
    { name: `memory with ${rooms}, against the process at start`, unit: "MB", ours: withRooms, peer: atStart },
    { name: `memory with ${rooms} and 100,000 indicators, against the same without`, unit: "MB", ours: withIndicators, peer: withRooms },
  ];
}

export const manyRooms: Group = {
  rows: {
    alert: "one alert to many rooms, against as many encrypted sends of the echo bot",
    memory: "memory at start, with many rooms, and with 100,000 indicators",
    start: "start to ready with many rooms, against the sync of the bare client",
  },
  measure,
};
