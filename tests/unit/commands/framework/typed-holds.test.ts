import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { caseDefaults, paps, settle, type TypedCodes, tlps } from "#domain/codes/codes.ts";
import { stricter } from "#domain/codes/strictest.ts";
import { covers } from "#domain/codes/written.ts";
import { readValues } from "#domain/paste/read.ts";
import type { Row } from "#domain/paste/row.ts";
import { noMentions } from "#domain/people/mentions.ts";
import { eventId } from "#domain/primitives/ids.ts";
import type { ReceivedFile } from "#domain/primitives/received-file.ts";
import { ok } from "#domain/primitives/result.ts";
import type { Command } from "../../../../commands/framework/define.ts";
import { dispatch } from "../../../../commands/framework/dispatch.ts";
import { guard } from "../../../../commands/framework/guard/guard.ts";
import { tokenize } from "../../../../commands/framework/line/tokenize.ts";
import { readArgs } from "../../../../commands/framework/parse.ts";
import { commands } from "../../../../commands/index.ts";
import { runs } from "../../../support/runs.ts";
import { anna, bot, botState, clara, inCase, inCoordination, now, world } from "../../../support/stores.ts";
import { apart, blank, joined, mistyped, option, spelling, type Typed, wrapped } from "./keyboards.ts";

type Read = Readonly<Record<string, unknown>>;
/** Every command that writes, whatever is added to the list. */
const writers = commands.filter(({ effect }) => effect !== "reads");
const takes = (command: Command, key: string): boolean => command.args[key]?.form === "named";

/** The command with what it needs and nothing that protects, as its first example has it. */
const plain = ({ examples: [first], name }: Command): string =>
  first.startsWith(name) ? first.replace(/ (?:tlp|pap|h|share|cat|only):\S+/gu, "") : name;

/** What would run, of a line that is typed where it may be. */
async function reach(command: Command, line: string): Promise<Read | undefined> {
  let values: Read | undefined;
  const list = commands.map(
    ({ confirm: _code, ...one }): Command => ({
      ...one,
      run: async (raw) => {
        values = raw.values;
        return ok({ answer: { type: "help", noun: one.name, commands: [] } });
      },
    }),
  );
  const place =
    command.where === "coordination"
      ? inCoordination
      : command.where === "private"
        ? ({ where: "private", officer: anna } as const)
        : inCase();
  const file: ReceivedFile = { name: "list.txt", sha256: "", bytes: new Uint8Array() };
  await dispatch(
    list,
    { text: `/${line}`, by: clara, place, bot, origin: { event: eventId("$typed") }, file, mentions: noMentions },
    { tx: world("coordinator").tx, botState, now },
  );
  return values;
}

/** The codes that hold by what was read, with those of the case below what was typed. */
function held({ tlp, pap, h, share, cat, only, value }: Read, isPasted: boolean): TypedCodes {
  const typed = { tlp, pap, handling: h, share, category: cat, only } as TypedCodes;
  const { marking } = readValues(Array.isArray(value) ? (value as readonly Row[]) : [], undefined, 500);
  const codes = isPasted ? settle(typed, caseDefaults) : typed;
  return {
    ...codes,
    ...(marking.tlp && { tlp: stricter(tlps, codes.tlp ?? marking.tlp, marking.tlp) }),
    ...(marking.pap && { pap: stricter(paps, codes.pap ?? marking.pap, marking.pap) }),
  };
}

/** Where something may be put into a line: behind the command's name, before an option, and at the end, unless a text takes that. */
function places(line: string, name: string): readonly number[] {
  const ends = [...line.matchAll(/ (?=[a-z]+:)/gu)].map(({ index }) => index).filter((at) => at >= name.length);
  return /(?:note|reason):/u.test(line) ? [name.length, ...ends] : [name.length, ...ends, line.length];
}
const inserted = (command: Command, typed: fc.Arbitrary<Typed>) =>
  fc.tuple(typed, fc.constantFrom(...places(plain(command), command.name)), blank).map(([one, at, before]) => {
    const line = plain(command);
    return { ...one, line: `${line.slice(0, at)}${before}${one.text}${at < line.length ? " " : ""}${line.slice(at).trimStart()}` };
  });
const value = "198.51.100.7";
/** Glued to a value, or on a line of its own beside pasted values. */
const pasted = (typed: fc.Arbitrary<Typed>) =>
  fc
    .tuple(
      typed,
      fc.constantFrom<(readonly [string, string])[]>(
        [`${value},`, ""],
        [`${value};`, ""],
        [`${value}|`, ""],
        [`${value}(`, ")"],
        [`${value} , `, " , evil.example"],
        [`\n${value}\n`, ""],
        [`\n`, `\n${value}`],
        [`\n${value}\n`, "\nevil.example"],
        [`${value}\n`, ""],
        [`${value}\r\n  `, "  "],
        [`\n- ${value}\n- `, ""],
      ),
    )
    .map(([one, [before, behind]]) => ({ ...one, line: `ioc add ${before}${one.text}${behind}` }));

const holdsOrNothing = (values: Read | undefined, { codes }: Typed, isPasted = false): boolean =>
  values === undefined || covers(held(values, isPasted), { codes });
const always = <T>(arbitrary: fc.Arbitrary<T>, check: (one: T) => Promise<boolean> | boolean) =>
  fc.assert(fc.asyncProperty(arbitrary, check as (one: T) => Promise<boolean>), { numRuns: runs(300) });

describe.each(writers.map((command) => ({ name: command.name, command })))("$name", ({ command }) => {
  test("runs as its example has it", async () => {
    expect(await reach(command, plain(command))).toBeDefined();
  });
  test("a protection in any disguise holds, or nothing happens", async () => {
    const certain = fc.oneof(option, wrapped);
    await always(inserted(command, certain), async (one) => holdsOrNothing(await reach(command, one.line), one));
    const likely = fc.oneof(joined, apart, mistyped).filter(({ key }) => takes(command, key));
    if (["tlp", "pap"].some((key) => takes(command, key)))
      await always(inserted(command, likely), async (one) => holdsOrNothing(await reach(command, one.line), one));
  });
});

test("what is glued to a value, or stands on a line of its own, holds, or nothing is logged", async () => {
  const add = writers.find(({ name }) => name === "ioc add");
  await always(pasted(fc.oneof(option, wrapped, joined, mistyped)), async (one) =>
    holdsOrNothing(add && (await reach(add, one.line)), one, true),
  );
});

/** What officers write beside a value in place of an option. */
const labels: readonly Pick<Typed, "text" | "codes">[] = [
  { text: "red", codes: { tlp: "red" } },
  { text: "amber+strict", codes: { tlp: "amber+strict" } },
  { text: "amber strict", codes: { tlp: "amber+strict" } },
  { text: "strict", codes: { tlp: "amber+strict" } },
  { text: "silent", codes: { share: "silent" } },
  { text: "victim", codes: { category: "victim" } },
  { text: "minor", codes: { category: "minor" } },
  { text: "H2", codes: { handling: ["H2"] } },
  { text: "H1 and H3", codes: { handling: ["H1", "H3"] } },
];
const bare = fc
  .tuple(
    fc.constantFrom(...labels),
    spelling,
    fc.constantFrom(
      ...[
        ["", ""],
        ["(", ")"],
        ["[", "]"],
        ["- ", ""],
        ["# ", ""],
        ["is ", ""],
        ["please keep ", ""],
        ["", "!"],
        ["“", "”"],
        ["*", "*"],
        ["=> ", ""],
        [", ", ","],
        ["| ", " |"],
        ["#", ""],
      ],
    ),
    blank,
  )
  .map(([{ text, codes }, spell, [before, behind], gap]) => ({
    text: `${before}${spell(text).replaceAll(" ", gap)}${behind}`,
    key: "",
    codes,
  }));
const beside = fc
  .tuple(
    bare,
    fc.constantFrom<(readonly [string, string])[]>(
      [` ${value} `, ""],
      [` `, ` ${value}`],
      [` ${value} `, " evil.example"],
      [`\n${value} `, ""],
      [`\n`, ` ${value}`],
      [`\n- `, `: ${value}`],
      [`\n${value} `, " evil.example"],
      [` evil.example\n${value} `, ""],
      [`\n${value}\n`, ""],
      [`\n`, `\n${value}`],
      [`\n${value}\n`, "\nevil.example"],
      [`\nThey use many servers in many countries\n${value}\t`, "\nAll of them were seen last week"],
      [`\n| ${value} | A server that they used for a year or more | `, " |"],
      [`\n${value} - seen at two of the banks - `, ""],
    ),
  )
  .map(([one, [before, behind]]) => ({ ...one, line: `ioc add${before}${one.text}${behind}` }));

test("a label alone beside values, or alone on its line, holds, or nothing is logged", async () => {
  const add = writers.find(({ name }) => name === "ioc add");
  await always(beside, async (one) => holdsOrNothing(add && (await reach(add, one.line)), one, true));
});

const certainOf = (command: Command): fc.Arbitrary<Typed> => fc.oneof(option, wrapped, mistyped).filter(({ key }) => takes(command, key));
const coded = writers
  .filter((command) => takes(command, "tlp") && command.name !== "ioc import")
  .map((command) => ({ name: command.name, command }));

describe.each(coded)("$name: neither of two readers needs the other", ({ name, command }) => {
  const after = name.split(" ").length;
  test("the parser alone", async () => {
    await always(inserted(command, certainOf(command)), (one) => {
      const read = readArgs(command.args, tokenize(one.line, 0), after, now);
      return holdsOrNothing(read.ok ? read.value : undefined, one);
    });
  });
  test("the guard alone, behind a parser that takes nothing", async () => {
    const all = fc.oneof(certainOf(command), joined, apart).filter(({ key }) => takes(command, key));
    await always(inserted(command, all), ({ line }) => guard(command, { tokens: tokenize(line, 0), after, values: {} }) !== undefined);
  });
  test("the guard finds nothing amiss where all was taken", async () => {
    await always(
      inserted(
        command,
        option.filter(({ key }) => takes(command, key)),
      ),
      ({ line }) => {
        const tokens = tokenize(line, 0);
        const read = readArgs(command.args, tokens, after, now);
        return !read.ok || guard(command, { tokens, after, values: read.value }) === undefined;
      },
    );
  });
});
