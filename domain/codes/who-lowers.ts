import type { CaseOfficer } from "#domain/cases/case.ts";
import { oneOf, secondOfficers } from "#domain/cases/second-officer.ts";
import type { Codes } from "#domain/codes/codes.ts";
import { mayHear } from "#domain/codes/table.ts";
import type { Ref, UserId } from "#domain/primitives/ids.ts";

/** A record that shall protect less. */
export interface Lowering {
  readonly ref: Ref<"IOC">;
  /** As they are before. */
  readonly codes: Codes;
  /** Which of them protect less afterwards. */
  readonly less: readonly (keyof Codes)[];
  readonly loggedAt: Date;
  readonly provider: UserId;
  /** Others who have raised what goes now: each has to be asked, or a lead. */
  readonly raisers: readonly UserId[];
}

/** Who asks, and who works on the case now; `asked` was asked before, and is asked still if that is right. */
export interface Asking {
  readonly by: UserId;
  readonly officers: readonly CaseOfficer[];
  readonly asked?: UserId | undefined;
}

/**
 * Whose code it takes. Refused: "deaf" may not hear these records and so not lower them either, "alone" nobody there may
 * confirm it, "several" no one officer may confirm it for all of them.
 */
export type WhoConfirms =
  | { readonly of: UserId }
  | { readonly refused: "deaf" | "alone" | "several"; readonly refs: readonly Ref<"IOC">[] };

/** Labels whose readers are persons or agencies: TLP:AMBER+STRICT is lowered like TLP:RED, or a lead alone would export what takes two. */
const personal: ReadonlySet<Codes["tlp"]> = new Set(["red", "amber+strict"]);
export const isPersonal = (tlp: Codes["tlp"]): boolean => personal.has(tlp);
/** What of somebody else's record is lowered by its provider alone (design 3, "Lowering is never a way around"). */
const guarded = ({ codes, less }: Lowering): boolean =>
  (less.includes("tlp") && isPersonal(codes.tlp)) || less.includes("only") || less.includes("handling") || less.includes("share");

/** Whether an officer may hear a record. */
export const hears = (
  one: CaseOfficer,
  { codes, loggedAt }: Pick<Lowering, "codes" | "loggedAt">,
  officers: readonly CaseOfficer[],
): boolean =>
  mayHear(
    one,
    codes,
    loggedAt,
    officers.filter(({ since }) => since !== undefined),
  );

/** Who may lower a record with their code, the best first. */
function eligible(lowering: Lowering, { by, officers }: Asking): readonly UserId[] {
  const asker = officers.find(({ userId }) => userId === by);
  const hearing = officers.filter((one) => hears(one, lowering, officers));
  const seconds = secondOfficers(hearing, by);
  const { provider, raisers } = lowering;
  const named = (all: readonly CaseOfficer[]) => all.map(({ userId }) => userId);
  if (provider === by) {
    if (raisers.length === 0 || asker?.role === "lead") return [by];
    const raiser = officers.filter(({ userId, since }) => since !== undefined && raisers.every((one) => one === userId));
    return [...new Set(named([...raiser, ...seconds.filter(({ role }) => role === "lead")]))];
  }
  if (!guarded(lowering)) return [by];
  if (hearing.some(({ userId }) => userId === provider)) return [provider];
  // the provider is gone: another one who is there and may hear it
  return named(seconds);
}

/** Whose code lowers these records. Raising is nobody's question. */
export const whoConfirms = (lowerings: readonly Lowering[], asking: Asking): WhoConfirms =>
  deafTo(lowerings, asking) ??
  agreed(
    lowerings.map((one) => ({ ref: one.ref, may: eligible(one, asking) })),
    asking,
  );

/** Why nobody confirms it for somebody who may not hear all of these records. */
export function deafTo(
  records: readonly Pick<Lowering, "ref" | "codes" | "loggedAt" | "provider">[],
  { by, officers }: Asking,
): Extract<WhoConfirms, { readonly refused: unknown }> | undefined {
  const asker = officers.find(({ userId }) => userId === by);
  // who logged a record knows it, and may take back what somebody else has made of it
  const deaf = records.filter((one) => asker === undefined || (one.provider !== by && !hears(asker, one, officers)));
  return deaf.length === 0 ? undefined : { refused: "deaf", refs: deaf.map(({ ref }) => ref) };
}

/** The one officer whose code counts for all records, of those who may confirm each. */
export function agreed(
  found: readonly { readonly ref: Ref<"IOC">; readonly may: readonly UserId[] }[],
  { by, asked }: Pick<Asking, "by" | "asked">,
): WhoConfirms {
  const alone = found.filter(({ may }) => may.length === 0);
  if (alone.length > 0) return { refused: "alone", refs: alone.map(({ ref }) => ref) };
  // what the asker alone may lower goes with what somebody else confirms
  const others = found.filter(({ may }) => !may.includes(by));
  const [first, ...rest] = others;
  if (first === undefined) return { of: by };
  const all = first.may.filter((one) => rest.every(({ may }) => may.includes(one)));
  const of = oneOf(all, asked);
  return of === undefined ? { refused: "several", refs: others.map(({ ref }) => ref) } : { of };
}
