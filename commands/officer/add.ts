import { country } from "#domain/people/country.ts";
import type { OfficerLine } from "#domain/people/officer.ts";
import { person } from "#domain/people/person.ts";
import type { UserId } from "#domain/primitives/ids.ts";
import { choice } from "#domain/primitives/reader.ts";
import { fail, ok } from "#domain/primitives/result.ts";
import { line } from "#domain/primitives/text.ts";
import { zone } from "#domain/time/zone.ts";
import { defineCommand, maybe, named, one, type Services } from "../framework/define.ts";
import { officerNamed } from "../lookup/officer.ts";
import { coordinatorLeft } from "../membership/coordinator-left.ts";

type Desk = Pick<OfficerLine, "country" | "agency">;

export const officerAdd = defineCommand({
  name: "officer add",
  summary: "Put a person on the roster, or change what stands there. Another desk, or a further coordinator, takes a second person's code.",
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
  needs: ["roster", "cases", "about"],
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
    const named = before?.role !== "coordinator" && officer.role === "coordinator" && { named: true as const };
    return ok({
      answer: { type: "officer-saved", officer, again, ...was, ...named },
      messages: left ? [coordinatorLeft(userId, caller.userId)] : [],
    });
  },
  async confirm({ caller, now, roster, cases, would: { answer } }) {
    if (answer.type !== "officer-saved") return ok(undefined);
    const { userId } = answer.officer;
    const isOther = (one: UserId): boolean => one !== caller.userId && one !== userId;
    const coordinators = (await roster.list()).filter((one) => one.role === "coordinator" && isOther(one.userId)).map((one) => one.userId);
    // who moves somebody to another country or agency lets them read what is for that one alone
    if (hadDesk(answer.was)) {
      const of = [...new Set([...coordinators, ...(await leadsOf(userId, cases, now)).filter(isOther)])];
      if (of.length > 0) return ok({ show: answer, of });
      return ok(userId === caller.userId ? { show: answer } : undefined);
    }
    // one whom a coordinator alone could name would be the second one whom other acts ask for
    return ok(answer.named && coordinators.length > 0 ? { show: answer, of: coordinators } : undefined);
  },
});

/** The leads who are in the rooms of the open cases on which somebody works. */
async function leadsOf(user: UserId, cases: Services["cases"], now: Date): Promise<readonly UserId[]> {
  const open = (await cases.list()).filter(({ state }) => state === "open");
  const officers = await Promise.all(open.map(({ id }) => cases.officers(id, now)));
  return officers
    .filter((all) => all.some(({ userId }) => userId === user))
    .flat()
    .flatMap(({ userId, role, since }) => (role === "lead" && since !== undefined ? [userId] : []));
}

const deskOf = ({ country, agency }: OfficerLine): Desk => ({
  ...(country !== undefined && { country }),
  ...(agency !== undefined && { agency }),
});
/** Whoever had neither may say once what they are. */
const hadDesk = (was: Desk | undefined): boolean => was?.country !== undefined || was?.agency !== undefined;
