import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Mentions } from "#domain/people/mentions.ts";
import { commands } from "../../../../commands/index.ts";
import { runs } from "../../../support/runs.ts";
import { blank } from "./keyboards.ts";
import { at, read, roster } from "./naming.ts";

const always = <T>(arbitrary: fc.Arbitrary<T>, check: (one: T) => Promise<void> | void) =>
  fc.assert(
    fc.asyncProperty(arbitrary, async (one) => check(one)),
    { numRuns: runs(300) },
  );

/** Everybody whose id stands in what was read. */
const named = (value: unknown): readonly string[] =>
  roster.map(({ userId }) => userId).filter((id) => JSON.stringify(value).includes(`"userId":"${id}"`));

interface Person {
  readonly local: string;
  readonly text: string;
  readonly mentions: Mentions;
}
const people: readonly (readonly [local: string, name: string])[] = [
  ["anna", "anna"],
  ["anna.v", "Anna de Vries"],
  ["bruno.p", "Bruno Petit"],
  ["dora.k", "Dora Koval"],
  ["jo", "Jo Wood"],
];
/** What a client shows for somebody, whatever the roster calls them. */
const label = fc.constantFrom("Anna", "Bruno", "Vries, Anna de", "Anna [NL]", "Dora 🇺🇦", "Jo", "J. (KLPD)", "d'Arc, Jo", "Ana María");
const escaped = (text: string): string => text.replace(/[[\]]/gu, "\\$&");
const none: Mentions = { users: [], pills: [] };
/** One person in one of the forms in which clients and people write them. */
const person: fc.Arbitrary<Person> = fc
  .tuple(
    fc.constantFrom(...people),
    label,
    fc.constantFrom("id", "sign", "name", "quoted", "pill", "link", "encoded", "flat", "flat", "angles"),
  )
  .map(([[local, name], shown, form]): Person => {
    const id = at(local);
    const link = `https://matrix.to/#/${id}`;
    const texts: Readonly<Record<string, string>> = {
      id,
      sign: `@${local}`,
      name,
      quoted: `"${name}"`,
      pill: `[${escaped(shown)}](${link})`,
      link,
      encoded: `<https://matrix.to/#/${encodeURIComponent(id)}?via=one.example>`,
      angles: `<${id}>`,
      flat: shown,
    };
    const pills = form === "flat" ? [{ label: shown, userId: id }] : [];
    return { local, text: texts[form] ?? id, mentions: form === "flat" || form === "pill" ? { users: [id], pills } : none };
  });
/** A line with a person in it, by every command that takes one. */
const takers = commands.flatMap(({ name, args, examples }) => {
  const entry = Object.entries(args).find(([, { reader }]) => reader.people !== undefined);
  if (entry === undefined) return [];
  const [key, { form, reader }] = entry;
  const example = examples.find((one) => /@[a-z]+/u.test(one)) ?? `${examples[0]} ${form === "named" ? `${key}:` : ""}@bruno`;
  const [before = "", behind = ""] = example.split(/@[a-z]+(?::[a-z.]+[a-z])?/u);
  return [{ name, several: reader.people === "several", line: (text: string) => `${before}${text}${behind}` }];
});

test("all commands that take people are tried", () => {
  expect(takers.map(({ name }) => name)).toEqual(expect.arrayContaining(["case open", "case add", "task add", "task set", "meet plan"]));
});

describe.each(takers)("$name: whoever is meant, or nothing", ({ several, line }) => {
  test("one person", async () => {
    await always(person, async ({ local, text, mentions }) => {
      const result = await read(line(text), mentions);
      if (result.ok) expect(named(result.value)).toEqual([at(local)]);
    });
  });
  test("a name that nobody has, or that only begins like somebody's", async () => {
    const odd = fc.constantFrom(
      "Anna Koval",
      "Anna de Vriess",
      "Annika",
      "@anna.w",
      "@zed",
      "Dora",
      "Bruno Petitt",
      "Jo Woods",
      "de Vries",
    );
    await always(odd, async (text) => {
      expect(await read(line(text))).toMatchObject({ ok: false });
    });
  });
  test("several of them: all, or nothing", async () => {
    const joint = fc.constantFrom(", ", ",", " ", " and ", "; ", " & ", " et ", " und ", " + ", " oder ", ", and ");
    await always(fc.tuple(person, person, joint, blank), async ([one, other, between, gap]) => {
      fc.pre(one.local !== other.local);
      const mentions = { users: [...one.mentions.users, ...other.mentions.users], pills: [...one.mentions.pills, ...other.mentions.pills] };
      const result = await read(line(`${one.text}${between.replaceAll(" ", gap)}${other.text}`), mentions);
      if (!result.ok) return;
      expect(several).toBe(true);
      expect([...named(result.value)].sort()).toEqual([at(one.local), at(other.local)].sort());
    });
  });
});
