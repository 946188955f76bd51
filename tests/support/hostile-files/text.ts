import { bytesOf, type Hostile, megabyte } from "./hostile.ts";

const utf16 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, "utf16le"));
/** One line of so many MiB. */
const line = (unit: string, size = 20): Uint8Array =>
  new Uint8Array(Buffer.from(unit.repeat(Math.floor((size * megabyte) / Buffer.byteLength(unit)))));
const around = (middle: Uint8Array): Uint8Array => bytesOf("evil.example\n", middle, "\nbad.example\n");
const values = ["1 domain evil.example", "3 domain bad.example"];

const texts: readonly Hostile[] = [
  ...["A", "a.", "a@", "[.]", "hxxp://", "C:\\a b\\", "a\u200b", "<a href='x'>"].map(
    (unit): Hostile => ({ what: `a line of ${JSON.stringify(unit)}`, name: "a.txt", make: () => around(line(unit, 18)) }),
  ),
  { what: "a huge line of no words", name: "a.txt", make: () => around(line("- ", 19)), gives: values },
  { what: "very many short lines", name: "a.txt", make: () => bytesOf("1\n".repeat(10_000_000)) },
  {
    what: "very many addresses",
    name: "a.txt",
    make: () => bytesOf(Array.from({ length: 1_000_000 }, (_, at) => `10.${at >> 16}.${(at >> 8) & 255}.${at & 255}`).join("\n")),
  },
  { what: "rules that never end", name: "a.txt", make: () => bytesOf("rule a { \n".repeat(1_000_000)) },
  {
    what: "UTF-16 of an odd length",
    name: "a.txt",
    make: () => utf16("\ufeffevil.example\nbad.example\nx").slice(0, -1),
    gives: ["1 domain evil.example", "2 domain bad.example"],
  },
  {
    what: "UTF-16 of halves of characters",
    name: "a.txt",
    make: () => bytesOf(utf16("\ufeffevil.example\n"), utf16("\ud800\n".repeat(100_000))),
    gives: ["1 domain evil.example"],
  },
  { what: "zero bytes", name: "a.txt", make: () => new Uint8Array(20 * megabyte), gives: /^It is no text/u },
  {
    what: "zero bytes between values",
    name: "a.txt",
    make: () => bytesOf("word\n".repeat(2_000), "evil.example\n", "\0".repeat(megabyte), "\nbad.example\n"),
    gives: ["2001 domain evil.example", "2003 domain bad.example"],
  },
];

const tables: readonly Hostile[] = [
  {
    what: "a row of a million cells",
    name: "a.csv",
    make: () => bytesOf("value,note\nevil.example,x\n", "a,".repeat(1_000_000), "\nbad.example,y\n"),
    gives: ["2 domain evil.example", "4 domain bad.example"],
  },
  { what: "nothing but a million cells", name: "a.csv", make: () => bytesOf("a,".repeat(1_000_000)) },
  { what: "nothing but one line", name: "a.csv", make: () => line("x") },
  { what: "nothing but quotation marks", name: "a.csv", make: () => line('"', 19) },
  { what: "lines of a quotation mark", name: "a.csv", make: () => bytesOf("value,note\nevil.example,x\n", ',"\n""\n'.repeat(2_500_000)) },
  {
    what: "quoted cells of separators",
    name: "a.csv",
    make: () => bytesOf("value,note\nevil.example,x\n", `"${",".repeat(200_000)}"x\n`.repeat(90)),
  },
  { what: "very many short rows", name: "a.csv", make: () => bytesOf("value,note\nevil.example,x\n", "a,b\n".repeat(3_000_000)) },
  {
    what: "names of columns that are names of objects",
    name: "a.csv",
    make: () => bytesOf("__proto__,constructor,value\nx,y,evil.example\n"),
    gives: ["2 domain evil.example"],
  },
];

const nest = (begin: string, end: string, times: number): Uint8Array => bytesOf(begin.repeat(times), end.repeat(times));
const bundle = (objects: string): Uint8Array => bytesOf(`{"type":"bundle","id":"bundle--1","objects":[${objects}]}`);
const indicator = (pattern: string) => `{"type":"indicator","id":"indicator--1","pattern":${JSON.stringify(pattern)}}`;
const sound = indicator("[domain-name:value = 'evil.example']");
const tooDeep = /^It nests deeper or holds more/u;

const data: readonly Hostile[] = [
  { what: "lists in lists", name: "a.json", make: () => nest("[", "]", 5_000_000), gives: tooDeep },
  { what: "objects in objects", name: "a.json", make: () => nest('{"a":', "}", 3_000_000), gives: tooDeep },
  { what: "very many lists", name: "a.json", make: () => bytesOf(`[${"[],".repeat(5_000_000)}[]]`), gives: tooDeep },
  {
    what: "very many keys",
    name: "a.json",
    make: () => bytesOf(`{${Array.from({ length: 1_200_000 }, (_, at) => `"k${at}":0`).join(",")}}`),
  },
  { what: "very many numbers", name: "a.json", make: () => bytesOf(`[${"1,".repeat(9_000_000)}1]`), gives: /^It is JSON, but neither/u },
  { what: "a text that never ends", name: "a.json", make: () => bytesOf('{"a":"', "x".repeat(19 * megabyte)) },
  { what: "escapes", name: "a.json", make: () => bytesOf('{"a":"', "\\u0000".repeat(3_000_000), '"}'), gives: /^It is JSON, but neither/u },
  {
    what: "brackets in a pattern",
    name: "a.json",
    make: () => bundle(`${indicator(`${"(".repeat(120_000)}`)},${sound}`),
    gives: ["2 domain evil.example"],
  },
  {
    what: "very many comparisons",
    name: "a.json",
    make: () => bundle(`${indicator(`[${"a:b = 'c' AND (a:b = 'd' OR ".repeat(60)}a:b='e'${")".repeat(60)}]`)},${sound}`),
    gives: ["2 domain evil.example"],
  },
  {
    what: "comments in a pattern",
    name: "a.json",
    make: () => bundle(`${indicator("/*".repeat(120_000))},${sound}`),
    gives: ["2 domain evil.example"],
  },
  {
    what: "a prototype",
    name: "a.json",
    make: () => bundle(`{"__proto__":{"type":"indicator"},"constructor":{"prototype":1}},${sound}`),
    gives: ["2 domain evil.example"],
  },
  {
    what: "objects that are none",
    name: "a.json",
    make: () => bundle(`${'7,[],null,"x",{},'.repeat(100_000)}${sound}`),
    gives: ["500001 domain evil.example"],
  },
];

export const hostileTexts = [...texts, ...tables, ...data];
