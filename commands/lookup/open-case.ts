import type { CaseId, CaseRef } from "#domain/primitives/ids.ts";
import { fail, ok, type Result } from "#domain/primitives/result.ts";
import type { Stores } from "../../storage/index.ts";

/** The open case that a coordinator named. */
export async function openCase(
  typed: CaseRef,
  cases: Pick<Stores["cases"], "list">,
): Promise<Result<{ readonly id: CaseId; readonly ref: CaseRef }>> {
  const found = (await cases.list()).find(({ ref, state }) => ref === typed && state === "open");
  if (found !== undefined) return ok({ id: found.id, ref: found.ref });
  return fail({ code: "no-case", typed });
}
