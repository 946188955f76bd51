import type { Share } from "#domain/codes/codes.ts";
import { discloses, learned, shareOf } from "#domain/hits/disclosure.ts";
import type { HitFacts } from "#domain/hits/hit.ts";
import { type CaseId, caseId, type Ref, type UserId } from "#domain/primitives/ids.ts";
import { auditEntries } from "../audit/entries.ts";
import { caseRef } from "../cases/case-file.ts";
import { caseMembers } from "../cases/members.ts";
import { db } from "../database.ts";
import { prepared } from "../engine/prepared.ts";
import type { Session } from "../engine/session.ts";
import { anyOf } from "../engine/values.ts";

/** A side in full, and whose record the other one is. */
export interface SideFacts extends HitFacts {
  readonly from: { readonly case: CaseId; readonly ref: Ref<"IOC"> };
}
/** A case that hears of such a side. */
export interface Hearing {
  readonly case: CaseId;
  readonly facts: SideFacts;
}
/** What of a record has left its case. */
interface Left {
  readonly from: CaseId;
  readonly record: Ref<"IOC">;
  readonly to: CaseId;
  readonly hit: Ref<"HIT">;
  readonly share: Share;
}

const named = prepared(({ ids }: { ids: readonly string[] }) =>
  db.selectFrom("case_file").select(["id", "year", "number"]).where("id", "=", anyOf(ids)),
);

/**
 * Writes down in both cases what of records leaves one for the other, and who hears it: the officers in the room of the case
 * that learns it. `asker`: it is shown to an officer who has asked, whose own case keeps the command itself.
 */
export async function auditDisclosures(session: Session, heard: readonly Hearing[], now: Date, asker?: UserId): Promise<void> {
  const left = heard.flatMap(({ case: to, facts: { ref: hit, other, from } }): readonly Left[] => {
    const parts = learned(other);
    return discloses(parts) ? [{ from: from.case, record: from.ref, to, hit, share: shareOf(parts) }] : [];
  });
  if (left.length === 0) return;
  const audit = auditEntries(session);
  const rows = await session.query(named({ ids: [...new Set(left.flatMap(({ from, to }) => [from, to]))] }));
  const refs = new Map(rows.map((row) => [caseId(row.id), caseRef(row)]));
  for (const pair of Map.groupBy(left, ({ from, to }) => `${from} ${to}`).values()) {
    const [{ from, to } = {}] = pair;
    if (from === undefined || to === undefined) continue;
    const there = (await caseMembers(session).officers(to, now)).filter(({ since }) => since !== undefined);
    const told = {
      recipients: there.map(({ userId }) => userId),
      countries: [...new Set(there.flatMap(({ country }) => country ?? []))],
      ...(asker !== undefined && { asker }),
    };
    const entry = { action: "disclosure", outcome: "done" } as const;
    const records = pair.map(({ record, share }) => ({ record, share }));
    await audit.append({ ...entry, case: from, content: { to: refs.get(to), records, ...told } }, now);
    if (asker !== undefined) continue;
    const hits = pair.map(({ hit, share }) => ({ hit, share }));
    await audit.append({ ...entry, case: to, content: { from: refs.get(from), hits, ...told } }, now);
  }
}
