import { type Mentions, noMentions } from "#domain/people/mentions.ts";
import type { OfficerLine } from "#domain/people/officer.ts";
import type { UserId } from "#domain/primitives/ids.ts";
import { tokenize } from "../../../../commands/framework/line/tokenize.ts";
import { namePeople } from "../../../../commands/framework/name-people.ts";
import { readArgs } from "../../../../commands/framework/parse.ts";
import { commands } from "../../../../commands/index.ts";
import { bot, user } from "../../../support/stores.ts";

const now = new Date("2026-11-24T10:00:00Z");
export const at = (localpart: string): UserId => user(`@${localpart}:liaison.localhost`);
export const officer = (localpart: string, name = localpart): OfficerLine => ({
  userId: at(localpart),
  name,
  role: "officer",
  zone: "UTC",
});
export const roster = [
  officer("anna"),
  officer("anna.v", "Anna de Vries"),
  officer("bruno"),
  officer("bruno.p", "Bruno Petit"),
  officer("dora.k", "Dora Koval"),
  officer("clara"),
  officer("jo", "Jo Wood"),
];
export const mentioning = (...localparts: readonly string[]): Mentions => ({ users: localparts.map(at), pills: [] });
export const linking = (...pills: readonly (readonly [label: string, localpart: string])[]): Mentions => ({
  users: pills.map(([, localpart]) => at(localpart)),
  pills: pills.map(([label, localpart]) => ({ label, userId: at(localpart) })),
});

/** What a line says, by a roster and by whom its message mentions. */
export async function read(line: string, mentions = noMentions, officers: readonly OfficerLine[] = roster) {
  const command = commands.find(({ name }) => line.startsWith(`${name} `));
  if (!command) throw new Error(`no such command: ${line}`);
  const after = command.name.split(" ").length;
  const around = { mentions, caller: at("clara"), bot: bot.userId, officers: async () => officers };
  const named = await namePeople(command.args, tokenize(line, 0), after, around);
  return named.ok ? readArgs(command.args, named.value, after, now) : named;
}
export const is = (localpart: string) => ({ userId: at(localpart) });
