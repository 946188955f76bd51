import type { WhoConfirms } from "#domain/codes/who-lowers.ts";
import type { Ref } from "#domain/primitives/ids.ts";
import { type Failed, fail } from "#domain/primitives/result.ts";
import type { Refused } from "../../../storage/index.ts";
import { noSuch } from "../../lookup/no-such.ts";

/** Why a command about several records does nothing at all: one of them does not exist, is another's, or was taken back. */
export function refusal({ unknown, ended, foreign }: Refused, asked: readonly Ref<"IOC">[]): Failed | undefined {
  if (unknown.length > 0) return noSuch("IOC", unknown, asked);
  if (foreign.length > 0) return fail({ code: "not-yours", refs: foreign });
  return ended.length > 0 ? fail({ code: "withdrawn", refs: ended }) : undefined;
}

type Unruled = Extract<WhoConfirms, { readonly refused: unknown }>;
const faults: Readonly<Record<Unruled["refused"], "not-cleared" | "nobody-confirms" | "several-confirm">> = {
  deaf: "not-cleared",
  alone: "nobody-confirms",
  several: "several-confirm",
};
/** Why nobody's code lowers records. */
export const notRuled = ({ refused, refs }: Unruled): Failed => fail({ code: faults[refused], refs });
