import process from "node:process";

/** A text of a kind, about so long in UTF-16 units. */
export interface Shape {
  readonly what: string;
  /** What stands before it, what is repeated, and what stands behind. */
  readonly head: string;
  readonly unit: string;
  readonly end?: string;
  /** Bytes at which it is measured first, where what is looked at again has bounds of its own that a shorter text does not reach. */
  readonly from?: number;
}

const shape = (head: string, unit: string, end = ""): Shape => ({
  what: JSON.stringify(`${head}${unit}…${end}`).slice(0, 70),
  head,
  unit,
  end,
  ...(/^(?:http:\/\/e\.example\/|\[a\]\(https|a@)/u.test(unit) && { from: 24_000 }),
});
/** The same units behind each of several commands. */
const behind = (heads: readonly string[], units: readonly string[]): readonly Shape[] =>
  heads.flatMap((head) => units.map((unit) => shape(head, unit)));

/** Pieces that a reader of values may look at again and again. */
const units = [
  "[a](https://matrix.to/#/",
  "a@",
  "@a ",
  "[",
  "([{<",
  "[.]",
  '"',
  '"a b" ',
  "“a ",
  "a:",
  "a.",
  "hxxp://",
  "http://1.",
  "http://e.example/",
  "http://e.example,",
  "ab cd\n",
  "a;",
  "\na,b",
  "rule x {\n",
  "rule a { ",
  "12 ",
  "NL02 ABNA 0123 4567 88 ",
  "198.51.100.7 ",
  "198.51.100.7=a=b=c=",
  "www.evil.example][",
  "198.51.100.7\n",
  "evil.example port 80 ",
  "a.zip ",
  "C:\\a b\\",
  "Mozilla/5.0 (a",
  "mutex: ",
  "a\u200b",
  "е",
  "tlp:",
  "tlp:red ",
  "(tlp:red) ",
  "tag:a,",
  "only:NL,",
  "# ",
  "<a href='x'>",
  "0123456789abcdef",
  "dir/../",
  "\u2028a",
];

/** What somebody may type to make the bot busy: each command that reads much, with each piece. */
export const allShapes: readonly Shape[] = [
  ...behind(["/ioc add "], units),
  ...behind(["/task add ", "/case add @anna "], ["@anna ", "for:@anna ", "[a](https://matrix.to/#/@anna:liaison.localhost) "]),
  ...behind(["/ioc add type:md5 ", "/ioc add type:text\n"], ["ab ", "a\n"]),
  ...behind(["/meet plan x slots:", "hello "], ["2027-03-01 10:00, "]),
  shape("/ioc add ", "A", "."),
  shape("/ioc add ", "A", "@"),
  shape("/ioc add ", "[", "]]]]"),
  shape("/ioc add example", " ", "[.]com"),
  shape("/ioc add ", "a\u200b", ".com"),
  shape("/task add ", "a ", '"'),
];

/** All of them in the whole suite, each third in `npm run check`, which has to be quick (tests/support/runs.ts). */
export const shapes: readonly Shape[] = allShapes.filter((_, at) => process.env.PROPERTY_RUNS === undefined || at % 3 === 0);

/** A text of this shape of about so many bytes. */
export const textOf = ({ head, unit, end = "" }: Shape, bytes: number): string =>
  head + unit.repeat(Math.max(1, Math.floor((bytes - Buffer.byteLength(head + end)) / Buffer.byteLength(unit)))) + end;
