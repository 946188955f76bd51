import type { CaseLine } from "#domain/cases/case.ts";
import type { Codes } from "#domain/codes/codes.ts";
import type { CaseId, CaseRef, UserId } from "#domain/primitives/ids.ts";
import { db } from "../database.ts";
import { prepared } from "../engine/prepared.ts";
import { openJson, type ScopeKey } from "../sealing/sealed.ts";

/** What only the case's own key opens. */
export interface CaseBody {
  readonly title: string;
  readonly words: string;
  readonly codes: Codes;
  readonly by: UserId;
}

/** The cell of a case's body. */
export const caseCell = (id: CaseId) => ({ table: "liaison.case_file", column: "body", row: id });
/** Opens a case's body. */
export const caseOf = (key: ScopeKey, id: CaseId, body: Uint8Array): CaseBody => openJson<CaseBody>(key, caseCell(id), body);

/** Locks a case: whoever numbers or changes something of it goes first. */
export const lockCase = prepared(({ id }: { id: CaseId }) => db.selectFrom("case_file").select("id").where("id", "=", id).forNoKeyUpdate());

/** `C-2026-0007`: at least four digits. */
export const caseRef = ({ year, number }: { readonly year: number; readonly number: number }): CaseRef =>
  `C-${year}-${String(number).padStart(4, "0")}`;

/** A case as its row tells it. */
export function caseLine(
  row: { readonly year: number; readonly number: number; readonly state: "open" | "closed"; readonly openedAt: Date },
  body: CaseBody,
): CaseLine {
  const { words, title, codes } = body;
  return { ref: caseRef(row), words, title, state: row.state, codes, openedAt: row.openedAt };
}
