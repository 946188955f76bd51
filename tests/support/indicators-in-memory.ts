import { raised, sameCodes } from "#domain/codes/strictest.ts";
import type { RecordLine } from "#domain/indicators/record.ts";
import type { Stores } from "../../storage/index.ts";

/** The records of the only case, in memory; a command that is undone puts other rows in their place. */
export const indicatorsInMemory = (rows: () => { records: RecordLine[] }): Stores["indicators"] => ({
  log: async (_of, found, { codes, typed, tags, note, source, seenAt }, { by: loggedBy, now: loggedAt }) =>
    found.map((indicator) => {
      const same = ({ indicator: one }: RecordLine) => one.kind === indicator.kind && one.value === indicator.value;
      const known = rows().records.find((record) => same(record) && !record.withdrawn);
      if (known) {
        const higher = { ...known, codes: raised(known.codes, typed ?? {}) };
        rows().records = rows().records.map((record) => (record === known ? higher : record));
        return { ...higher, again: true, ...(!sameCodes(known.codes, higher.codes) && { was: known.codes }) };
      }
      const record: RecordLine = {
        ref: `IOC-${rows().records.length + 1}`,
        indicator,
        codes,
        again: false,
        loggedBy,
        loggedAt,
        lastSeenAt: seenAt ?? loggedAt,
        timesSeen: 1,
        tags,
        ...(note !== undefined && { note }),
        ...(source !== undefined && { source }),
      };
      rows().records.push(record);
      return record;
    }),
  find: async (_of, ref) => rows().records.find((one) => one.ref === ref),
  codes: async (_of, refs) => new Map(rows().records.flatMap(({ ref, codes }) => (refs.includes(ref) ? [[ref, codes]] : []))),
  list: async (_of, { kind, tag, since, most }) => {
    const found = rows().records.filter(
      (one) =>
        !one.withdrawn &&
        (kind === undefined || one.indicator.kind === kind) &&
        (tag === undefined || one.tags.includes(tag)) &&
        (since === undefined || one.loggedAt >= since),
    );
    return { records: found.toReversed().slice(0, most), total: found.length };
  },
  withdraw: async (_of, refs, reason, { by, now: at }) => {
    const known = refs.filter((ref) => rows().records.some((one) => one.ref === ref));
    const already = known.filter((ref) => rows().records.some((one) => one.ref === ref && one.withdrawn));
    const withdrawn = known.filter((ref) => !already.includes(ref));
    rows().records = rows().records.map((one) => (withdrawn.includes(one.ref) ? { ...one, withdrawn: { by, at, reason } } : one));
    return { withdrawn, foreign: [], already, unknown: refs.filter((ref) => !known.includes(ref)) };
  },
});
