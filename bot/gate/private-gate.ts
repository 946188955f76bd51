import { type Codes, caseDefaults } from "#domain/codes/codes.ts";
import type { Notice } from "#domain/notices/index.ts";
import { filtered, isLabelled, policyOf, spans } from "#domain/notices/policy.ts";
import type { OfficerLine } from "#domain/people/officer.ts";
import type { CaseId } from "#domain/primitives/ids.ts";
import type { Standing } from "../../storage/index.ts";
import { type Hearer, mayHear } from "./label.ts";
import { refused, type Verdict } from "./room-gate.ts";

/**
 * The output gate of an officer's own room: they hear of a case what they could hear in its room now, as its member. `about` is
 * the case that the notice is about; `cases` has an entry for it and for those of its lines.
 */
export function gatePrivate(
  notice: Notice,
  officer: OfficerLine,
  { cases, about }: { cases: ReadonlyMap<CaseId, Standing>; about: CaseId | undefined },
  logged: Date,
): Verdict {
  const may = (of: CaseId | undefined, codes: Codes, at: Date) => mayHearAlone(officer, of && cases.get(of), codes, at);
  const ofCase = about !== undefined && cases.get(about)?.ofCase === true;
  const { hears } = policyOf(notice);
  if (!isLabelled(notice) && hears !== "hit") return { decision: "allow", notice };
  if (hears === "administration" && officer.role === "coordinator") return { decision: "allow", notice };
  if (ofCase && (hears === "membership" || hears === "hit")) return { decision: "allow", notice };
  const list = ofCase || spans(notice) ? filtered(notice, (line) => may(line.case ?? about, line.codes, line.at)) : undefined;
  if (list !== undefined) return { decision: "allow", notice: list };
  // a hit that discloses nothing has no codes of its own
  const codes = isLabelled(notice) ? notice.codes : caseDefaults;
  return may(about, codes, logged) ? { decision: "allow", notice } : refused(officer, codes, notice, ofCase);
}

function mayHearAlone(officer: OfficerLine, standing: Standing | undefined, codes: Codes, logged: Date): boolean {
  const { ofCase, listeners } = standing ?? { ofCase: false, listeners: [] };
  const since = listeners.find(({ userId }) => userId === officer.userId)?.since;
  const { userId, country, agency } = officer;
  const one: Hearer = {
    userId,
    ofCase,
    onRoster: true,
    ...(since && { since }),
    ...(country !== undefined && { country }),
    ...(agency !== undefined && { agency }),
  };
  return mayHear(one, codes, logged, listeners);
}
