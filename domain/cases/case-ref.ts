import type { CaseRef } from "#domain/primitives/ids.ts";
import type { Reader } from "#domain/primitives/reader.ts";
import { fail, ok } from "#domain/primitives/result.ts";

const shape = /^C-(\d{4})-(\d{1,9})$/iu;

/** A case's reference, `C-2026-0007`, in any case; leading zeros of its number may be left out. Whether the case exists is for storage to say. */
export const caseReference: Reader<CaseRef> = {
  expects: "C-2026-0007",
  read: (typed) => {
    const [, year = "", number = ""] = shape.exec(typed) ?? [];
    if (Number(number) > 0) return ok<CaseRef>(`C-${year}-${String(Number(number)).padStart(4, "0")}`);
    return fail({ code: "unreadable", typed: `"${typed}"`, expected: "case-ref", write: { code: "as-in", form: "C-2026-0007" } });
  },
};
