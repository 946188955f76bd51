// `node bench/extract.ts [--peer MODULE] [FILE…]`: speed of the extractor on texts, time on hostile ones, growth with length.
// MODULE is the path of ioc-extractor's entry; its rounds are interleaved with ours. Without files the texts are made up.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { pathToFileURL } from "node:url";
import { extract } from "#domain/extract/index.ts";
import { median } from "./figures.ts";

const rounds = 7;
const megabyte = 1e6;

let seed = 7;
const random = (below: number): number => {
  seed = (seed * 48_271) % 2_147_483_647;
  return seed % below;
};
const pick = (letters: string, length: number): string => Array.from({ length }, () => letters[random(letters.length)]).join("");
const word = () => pick("abcdefghijklmnopqrstuvwxyz", 3 + random(8));
const hex = (length: number) => pick("0123456789abcdef", length);
const address = () => `${1 + random(250)}.${random(250)}.${random(250)}[.]${1 + random(250)}`;
/** Lines as reports have them. */
const lines: readonly (() => string)[] = [
  () => `${word()}.${["com", "xyz", "co.uk", "ru"][random(4)]}`,
  () => `- ${address()} port 443 - ${word()}[.]top - HTTPS traffic`,
  () => `hxxps[:]//${word()}[.]com/${word()}/${word()}.php?id=${hex(8)}`,
  () => `http://${word()}.${word()}.net/${word()}`,
  () => hex(64),
  () => `- SHA256 hash: ${hex(64)}\n- File size: ${random(9_000_000)} bytes\n- File name: ${word()}.dll`,
  () => Array.from({ length: 14 }, word).join(" "),
];
const report = (): string => Array.from({ length: 800 }, () => lines[random(lines.length)]?.()).join("\n");

/** Texts on which one detector or another would look again and again at the same characters. */
const hostile: readonly (readonly [unit: string, times: number])[] = [
  ["A", 200_000],
  [".", 30_000],
  ["somelongishstring.", 3000],
  ["a.", 50_000],
  ["a@", 50_000],
  ["a:", 50_000],
  ["::1,", 25_000],
  ["[", 50_000],
  ["[.]", 30_000],
  ["hxxp://", 15_000],
  ["http://1.", 12_000],
  ["dir/../path/", 8000],
  ["=/", 50_000],
  ["\\\\a;", 25_000],
  ["C:\\a b\\", 14_000],
  ["rule a { ", 11_000],
  ["<a href='x'>", 8000],
  ["12 ", 33_000],
  ["+49 ", 25_000],
  ["NL02 ABNA 0123 4567 88 ", 4500],
  ["VGhpcyBpcyBhIGxvbmcgYmFzZTY0", 3500],
  ["0123456789abcdef", 6000],
  ["a\u200b", 50_000],
  ["Mozilla/5.0 (a", 7000],
  ["mutex: ", 14_000],
];

type Run = (text: string) => unknown;
const seconds = (run: Run, texts: readonly string[]): number => {
  const began = performance.now();
  for (const text of texts) run(text);
  return (performance.now() - began) / 1000;
};

async function peerOf(path: string): Promise<Run> {
  const loaded: { extractIOC(text: string, options: object): unknown } = await import(pathToFileURL(path).href);
  return (text) => loaded.extractIOC(text, { strict: true, refang: true, punycode: false, sort: false });
}

const args = process.argv.slice(2);
const named = args.indexOf("--peer");
const peer = named < 0 ? undefined : await peerOf(args[named + 1] ?? "");
const files = named < 0 ? args : args.filter((_, index) => index !== named && index !== named + 1);
const texts = files.length === 0 ? Array.from({ length: 40 }, report) : files.map((file) => readFileSync(file, "utf8"));
const size = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0) / megabyte;

let held = true;
const print = (name: string, value: string, holds: boolean) => {
  held &&= holds;
  process.stdout.write(`${holds ? "held  " : "BROKEN"}  ${name.padEnd(28)} ${value}\n`);
};

const ours: number[] = [];
const theirs: number[] = [];
for (let round = 0; round < rounds; round += 1) {
  ours.push(size / seconds(extract, texts));
  if (peer !== undefined) theirs.push(size / seconds(peer, texts));
}
const ratio = median(ours) / median(theirs);
print(
  "speed",
  `${median(ours).toFixed(1)} MB/s${peer === undefined ? "" : `, ${ratio.toFixed(2)} × the peer's (at least 3)`}`,
  !(ratio < 3),
);

const slowest = hostile
  .map(([unit, times]) => ({ unit, took: seconds(extract, [unit.repeat(times)]) }))
  .reduce((worst, one) => (one.took > worst.took ? one : worst));
print("slowest hostile text", `${slowest.took.toFixed(3)} s, ${JSON.stringify(slowest.unit)} (at most 0.5)`, slowest.took <= 0.5);

const once = texts.join("\n").slice(0, 1_000_000);
const five = (text: string) => median(Array.from({ length: 5 }, () => seconds(extract, [text])));
const growth = five(once + once) / five(once);
print("twice the text", `${growth.toFixed(2)} × the time (at most 2.5)`, growth <= 2.5);
const worst = slowest.unit.repeat(20_000);
const steep = five(worst + worst) / five(worst);
print("twice the hostile text", `${steep.toFixed(2)} × the time (at most 2.5)`, steep <= 2.5);

const entry = join(import.meta.dirname, "..", "bot", "cli", "extract.ts");
const start = median(
  Array.from({ length: 5 }, () =>
    seconds(() => spawnSync(process.execPath, [entry, "--jsonl"], { input: '{"id":1,"text":"evil[.]example"}\n', env: process.env }), [""]),
  ),
);
print("start to first answer", `${start.toFixed(3)} s (at most 0.5)`, start <= 0.5);
process.exitCode = held ? 0 : 1;
