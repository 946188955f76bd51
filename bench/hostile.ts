import process from "node:process";
import { render } from "../bot/views/index.ts";
import { inCase, world } from "../tests/support/stores.ts";
import { median } from "./figures.ts";
import { type Findings, type Group, interleaved } from "./group.ts";

const rounds = 5;
/** How long nobody's answer may wait for one message, in milliseconds. */
const bar = 300;

/** Messages that are made to keep the bot busy, of up to 64 KiB. */
const messages: readonly (readonly [name: string, text: string])[] = [
  ["43 KB of links without a blank between them", `/ioc add ${"[a](https://matrix.to/#/".repeat(1_800)}`],
  ["5,500 lines of two words", `/ioc add${"\nab cd".repeat(5_500)}`],
  ["32,000 letters with separators", `/ioc add ${"a;".repeat(32_000)}`],
  ["rules that never end", `/ioc add${"\nrule x {".repeat(7_000)}`],
  ["labels", `/ioc add ${"mutex: ".repeat(9_000)}`],
];
/** As many values as one command may have, in a report of the same length. */
const honest = `/ioc add${Array.from({ length: 400 }, (_, at) => `\nhxxps://www[.]evil-${at}[.]example/a/path/to/page-${at}.php was seen with 198[.]51[.]100[.]${at % 250} in the drill`).join("")}`;

/** Milliseconds of processor time from the text of a message to its answer; the rows are in memory. */
async function took(text: string): Promise<number> {
  const desk = world("lead");
  const before = process.threadCpuUsage();
  const outcome = await desk.reach(text, inCase());
  if (outcome !== undefined && outcome !== "store") render(outcome.answer, { prefix: outcome.prefix });
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}

async function measure(): Promise<Findings> {
  const figures: Findings["figures"][number][] = [];
  for (const [name, text] of messages) {
    const [ours, peer]: [number[], number[]] = [[], []];
    await interleaved(
      rounds,
      async () => void ours.push(await took(text)),
      async () => void peer.push(await took(honest)),
    );
    figures.push({ name: `a message of ${name}, from its text to its answer`, unit: "ms", ours, peer, bar: { most: 2.5 } });
  }
  const longest = Math.max(...figures.map(({ ours }) => median(ours)));
  return {
    figures,
    notes: [
      `hostile: peer is a pasted report of ${Math.round(honest.length / 1024)} KB with 800 values, which is too many as well. The longest took, of the processor, ${longest.toFixed(0)} ms (${longest <= bar ? "at most" : "**more than**"} the ${bar} ms by which one message may delay others).`,
    ],
  };
}

export const hostile: Group = {
  rows: { hostile: "messages that are made to keep the bot busy, against a report of the same length" },
  measure,
};
