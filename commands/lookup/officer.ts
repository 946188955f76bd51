import { nearOfficers } from "#domain/people/directory.ts";
import type { OfficerLine } from "#domain/people/officer.ts";
import type { Person } from "#domain/people/person.ts";
import { fail, ok, type Result } from "#domain/primitives/result.ts";
import type { Stores } from "../../storage/index.ts";

/** The one officer on the roster that was meant: by id, by short name, or by the name that a mention shows. */
export async function officerNamed(meant: Person, roster: Pick<Stores["roster"], "find" | "named" | "list">): Promise<Result<OfficerLine>> {
  const found =
    "userId" in meant ? [await roster.find(meant.userId)].filter((officer) => officer !== undefined) : await byName(meant.name, roster);
  const [officer, ...others] = found;
  if (!officer) return fail({ code: "not-on-roster", typed: meant.typed, near: nearOfficers(meant.typed, await roster.list()) });
  if (others.length > 0) return fail({ code: "which-person", typed: meant.typed, choices: found.map(({ userId }) => userId) });
  return ok(officer);
}

async function byName(name: string, roster: Pick<Stores["roster"], "named" | "list">): Promise<readonly OfficerLine[]> {
  const short = await roster.named(name);
  if (short.length > 0) return short;
  return (await roster.list()).filter((officer) => officer.name.toLowerCase() === name.toLowerCase());
}
