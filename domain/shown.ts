import type { Notice } from "#domain/notices/index.ts";
import type { CaseId, Ref } from "#domain/primitives/ids.ts";

/** Whose values, reasons or findings can be read in a message. */
export interface Shown {
  /** Records of the named case, or of the one that the message is about. */
  readonly records: readonly { readonly case?: CaseId; readonly ref: Ref<"IOC"> }[];
  /** Hits of that case: of these the other side's record. */
  readonly hits: readonly Ref<"HIT">[];
}

const nothing: Shown = { records: [], hits: [] };

/** What has to go with a record that must never have been there. Files are not looked into. */
export function shownIn(notice: Notice): Shown {
  switch (notice.type) {
    case "indicators-logged":
      return { ...nothing, records: notice.logged };
    case "indicator-list":
      return { ...nothing, records: notice.records };
    case "indicator-shown":
      return { ...nothing, records: [notice.record] };
    case "indicators-withdrawn":
      return { ...nothing, records: notice.refs.map((ref) => ({ ref })) };
    case "indicators-found":
    case "enriched":
      return { ...nothing, records: notice.lines };
    case "hit-disclosed":
      return { ...nothing, hits: [notice.ref] };
    case "hits-disclosed":
    case "hit-list":
      return { ...nothing, hits: notice.hits.filter(({ value }) => value !== undefined).map(({ ref }) => ref) };
    case "hit-shown":
      return { ...nothing, hits: [notice.hit.ref] };
    case "confirm":
    case "confirm-in-case":
      return notice.shown === undefined ? nothing : shownIn(notice.shown);
    default:
      return nothing;
  }
}

/** Records whose values stood in the command that this answers. */
export const typedBefore = (answer: Notice): readonly Ref<"IOC">[] =>
  answer.type === "indicators-logged" ? answer.logged.map(({ ref }) => ref) : [];
