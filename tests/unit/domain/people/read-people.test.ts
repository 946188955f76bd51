import fc from "fast-check";
import { expect, test } from "vitest";
import { type Mentions, noMentions } from "#domain/people/mentions.ts";
import type { OfficerLine } from "#domain/people/officer.ts";
import { runs } from "../../../support/runs.ts";
import { officer, read } from "../../commands/framework/naming.ts";

const word = fc.constantFrom("Anna", "Bruno", "de", "Vries", "Petit", "Jo", "Al", "Mia", "Nora", "van");
const people = fc
  .uniqueArray(fc.tuple(fc.array(word, { minLength: 1, maxLength: 3 }), fc.nat(2)), {
    minLength: 2,
    maxLength: 6,
    selector: ([words, n]) => `${words.join(".")}${n}`,
  })
  .map((all) =>
    all.map(([words, n], index) =>
      officer(`${words.join(".").toLowerCase()}${n === 0 ? "" : n}${index}`.replace(/0\d$/u, ""), words.join(" ")),
    ),
  );
const forms = ["id", "pill", "mention", "plain mention", "short", "name", "quoted name", "sign and name"] as const;
const lines = [
  'case open "Owl" lead:X tlp:red',
  "case open lead:X Owl",
  "case open Owl lead:X",
  "case add X role:read",
  "task add Owl for:X due:+2d",
  "task add for:X Owl",
  'meet plan "Owl" slots:"fri 10:00" to:X',
  "meet plan to:X slots:fri 10:00 Owl",
];

/** How somebody writes a person, and what their client sends beside it. */
function written({ userId, name }: OfficerLine, form: (typeof forms)[number], label: string): readonly [string, Mentions] {
  const short = userId.slice(0, userId.indexOf(":"));
  const users = [userId];
  switch (form) {
    case "id":
      return [userId, noMentions];
    case "pill":
      return [`[${label}](https://matrix.to/#/${userId})`, { users, pills: [] }];
    case "mention":
      return [label, { users, pills: [{ label, userId }] }];
    case "plain mention":
      return [name, { users, pills: [] }];
    case "short":
      return [short, noMentions];
    case "name":
      return [name, noMentions];
    case "quoted name":
      return [`"${name}"`, noMentions];
    case "sign and name":
      return [`@${name}`, noMentions];
  }
}

test("whoever is written in whatever way among namesakes: exactly they are meant, or nothing is done", async () => {
  let done = 0;
  await fc.assert(
    fc.asyncProperty(
      people,
      fc.nat(),
      fc.constantFrom(...forms),
      fc.array(word, { minLength: 1, maxLength: 3 }),
      fc.constantFrom(...lines),
      fc.nat(6),
      async (officers, which, form, labelled, line, answered) => {
        const one = officers[which % officers.length];
        if (one === undefined) return;
        const [text, { users, pills }] = written(one, form, labelled.join(" "));
        // a reply also mentions whom it answers
        const other = officers.filter(({ name }) => name !== one.name)[answered];
        const mentions = { users: [...users, ...(other ? [other.userId] : [])], pills };
        const result = await read(line.replace("X", text), mentions, officers);
        if (!result.ok) return;
        done++;
        const named = Object.entries(result.value).flatMap(([key, value]) =>
          ["lead", "user", "for", "to"].includes(key) ? [value].flat() : [],
        );
        expect(named).toMatchObject([{ userId: one.userId }]);
        expect(Object.entries(result.value).flatMap(([key, value]) => (key === "text" || key === "title" ? [value] : []))).toEqual(
          line.includes("Owl") ? ["Owl"] : [],
        );
      },
    ),
    { numRuns: runs(3_000) },
  );
  expect(done).toBeGreaterThan(runs(3_000) / 4);
});

test("several people in whatever way among namesakes: exactly they are asked, or nothing is done", async () => {
  const separators = [", ", ",", " ", " and ", " et ", " und ", " y ", " e ", " en ", "; "];
  await fc.assert(
    fc.asyncProperty(
      people,
      fc.array(fc.tuple(fc.nat(), fc.constantFrom(...forms), fc.array(word, { minLength: 1, maxLength: 2 })), {
        minLength: 2,
        maxLength: 3,
      }),
      fc.constantFrom(...separators),
      async (officers, chosen, separator) => {
        const all = chosen.map(([which, form, label]) => {
          const one = officers[which % officers.length] ?? officer("nobody");
          return { one, written: written(one, form, label.join(" ")) };
        });
        const mentions = {
          users: all.flatMap(({ written: [, { users }] }) => users),
          pills: all.flatMap(({ written: [, { pills }] }) => pills),
        };
        const to = all.map(({ written: [text] }) => text).join(separator);
        const result = await read(`meet plan "Owl" slots:"fri 10:00" to:${to}`, mentions, officers);
        if (!result.ok) return;
        expect(result.value).toMatchObject({ title: "Owl", to: all.map(({ one: { userId } }) => ({ userId })) });
      },
    ),
    { numRuns: runs(2_000) },
  );
});
