import type { Codes } from "#domain/codes/codes.ts";
import type { Foreign } from "#domain/indicators/record.ts";
import type { Message } from "#domain/notices/message.ts";
import type { CaseId, UserId } from "#domain/primitives/ids.ts";

/** What somebody has done to records of others. */
interface Done {
  readonly case: CaseId;
  readonly codes: Codes;
  readonly by: UserId;
  readonly how: "withdrawn" | "spilled";
  readonly reason?: string;
}

/** Calls each provider, in private, about what was done to their records. */
export const tellProviders = (
  foreign: readonly Foreign[],
  { case: about, ...done }: Done,
): readonly (Message & { readonly to: { readonly officer: UserId } })[] =>
  [...Map.groupBy(foreign, ({ provider }) => provider)].map(([officer, records]) => ({
    to: { officer },
    about,
    notice: { type: "indicators-taken", refs: records.map(({ ref }) => ref), ...done },
    mentions: [officer],
  }));
