import { secondOfficers } from "#domain/cases/second-officer.ts";
import { type Asking, agreed, deafTo, hears, type Lowering, type WhoConfirms } from "#domain/codes/who-lowers.ts";
import type { UserId } from "#domain/primitives/ids.ts";

/** A record whose value shall be forgotten; `raisers`: who else than its provider protects it. */
export type Forgetting = Pick<Lowering, "ref" | "codes" | "loggedAt" | "provider" | "raisers">;

/**
 * Whose code it takes to forget records: nothing keeps a value that is forgotten from being logged anew with less protection, so it is a
 * lowering of all that others have set. What one has logged oneself is free, as a lead or where nobody else has raised it. Else it hurries, so
 * it is the provider or any second officer who may hear the record, whoever is there.
 */
export function whoSpills(records: readonly Forgetting[], asking: Asking): "free" | WhoConfirms {
  const { by, officers } = asking;
  const leads = officers.some(({ userId, role }) => userId === by && role === "lead");
  const guarded = records.filter(({ provider, raisers }) => provider !== by || (!leads && raisers.some((one) => one !== by)));
  if (guarded.length === 0) return "free";
  return (
    deafTo(guarded, asking) ??
    agreed(
      guarded.map((one) => ({ ref: one.ref, may: confirmers(one, by, officers) })),
      asking,
    )
  );
}

function confirmers(one: Forgetting, by: UserId, officers: Asking["officers"]): readonly UserId[] {
  const hearing = officers.filter((officer) => hears(officer, one, officers));
  const provider = hearing.filter(({ userId }) => userId === one.provider && userId !== by);
  return [...new Set([...provider, ...secondOfficers(hearing, by)].map(({ userId }) => userId))];
}
