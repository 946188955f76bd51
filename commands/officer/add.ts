import { country } from "#domain/people/country.ts";
import type { OfficerLine } from "#domain/people/officer.ts";
import { person } from "#domain/people/person.ts";
import { choice } from "#domain/primitives/reader.ts";
import { fail, ok } from "#domain/primitives/result.ts";
import { line } from "#domain/primitives/text.ts";
import { zone } from "#domain/time/zone.ts";
import { defineCommand, maybe, named, one } from "../framework/define.ts";
import { officerNamed } from "../lookup/officer.ts";
import { coordinatorLeft } from "../membership/coordinator-left.ts";

type Desk = Pick<OfficerLine, "country" | "agency">;

export const officerAdd = defineCommand({
  name: "officer add",
  summary: "Put a person on the roster, or change what stands there.",
  where: "coordination",
  permission: "coordinator",
  effect: "saves",
  args: {
    user: one(person, "the full Matrix id; @name for somebody who is on the roster"),
    country: maybe(named(country, "two letters, as in ISO 3166")),
    agency: maybe(named(line("an agency", 100), "the home agency")),
    role: maybe(named(choice("role", ["officer", "coordinator"]), "officer if left out")),
    tz: maybe(named(zone, "IANA time zone; UTC if left out")),
    name: maybe(named(line("a name", 100), "as others read it; the id's first part if left out")),
  },
  needs: ["roster", "about"],
  suggestFor: ["new", "create", "invite", "set", "change", "edit"],
  examples: [
    "officer add @anna:agency.example country:NL",
    'officer add @bruno:agency.example country:FR name:"Bruno Petit" agency:OFAC tz:Europe/Paris',
  ],
  async run({ args, caller, roster, about }) {
    // a full id may be new to the roster, a name may not
    const known = "userId" in args.user ? ok({ userId: args.user.userId }) : await officerNamed(args.user, roster);
    if (!known.ok) return known;
    const { userId } = known.value;
    if (userId === about.bot) return fail({ code: "is-bot" });
    const before = await roster.find(userId);
    if (args.role === "officer" && userId === caller.userId) {
      const coordinators = (await roster.list()).filter(({ role }) => role === "coordinator");
      return fail({ code: "own-role", only: coordinators.length <= 1 });
    }
    const { officer, again } = await roster.save({
      userId,
      ...(args.country !== undefined && { country: args.country }),
      ...(args.agency !== undefined && { agency: args.agency }),
      ...(args.role !== undefined && { role: args.role }),
      ...(args.tz !== undefined && { zone: args.tz }),
      ...(args.name !== undefined && { name: args.name }),
    });
    const left = before?.role === "coordinator" && officer.role === "officer";
    const moved = before !== undefined && (before.country !== officer.country || before.agency !== officer.agency);
    const was = moved && { was: deskOf(before) };
    return ok({
      answer: { type: "officer-saved", officer, again, ...was },
      messages: left ? [coordinatorLeft(userId, caller.userId)] : [],
    });
  },
  async confirm({ caller, roster, would: { answer } }) {
    // who could move themselves to another country or agency would read what is for that one alone
    if (answer.type !== "officer-saved" || answer.officer.userId !== caller.userId || !hadDesk(answer.was)) return ok(undefined);
    const others = (await roster.list()).filter(({ userId, role }) => role === "coordinator" && userId !== caller.userId);
    return ok({ show: answer, ...(others.length > 0 && { of: others.map(({ userId }) => userId) }) });
  },
});

const deskOf = ({ country, agency }: OfficerLine): Desk => ({
  ...(country !== undefined && { country }),
  ...(agency !== undefined && { agency }),
});
/** Whoever had neither may say once what they are. */
const hadDesk = (was: Desk | undefined): boolean => was?.country !== undefined || was?.agency !== undefined;
