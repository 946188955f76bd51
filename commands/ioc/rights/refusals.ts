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
