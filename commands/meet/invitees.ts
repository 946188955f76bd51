import type { Invitee } from "#domain/meetings/invitees.ts";
import type { UserId } from "#domain/primitives/ids.ts";
import { fail, ok, type Result } from "#domain/primitives/result.ts";
import type { Stores } from "../../storage/index.ts";
import { officerNamed } from "../lookup/officer.ts";

type People = Awaited<ReturnType<Stores["meetings"]["people"]>>;

/** The members of the case that were meant. Faults: nobody on the roster, or not in this case. */
export async function invitees(
  asked: readonly Invitee[],
  people: People,
  roster: Pick<Stores["roster"], "find" | "named" | "list">,
): Promise<Result<readonly UserId[]>> {
  const found = new Set<UserId>();
  for (const one of asked) {
    if ("country" in one) {
      const desk = people.filter(({ country }) => country === one.country);
      if (desk.length === 0) return fail({ code: "not-in-case", who: one });
      for (const { userId } of desk) found.add(userId);
      continue;
    }
    const officer = await officerNamed(one, roster);
    if (!officer.ok) return officer;
    const { userId } = officer.value;
    if (!people.some((member) => member.userId === userId)) return fail({ code: "not-in-case", who: { officer: userId } });
    found.add(userId);
  }
  return ok([...found]);
}
