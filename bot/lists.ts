import type { Codes } from "#domain/codes/codes.ts";
import type { Notice } from "#domain/notices/index.ts";
import type { CaseId } from "#domain/primitives/ids.ts";

/** One line of a list as the gate judges it. Without `case` it is of the case that the list is about. */
export interface Line {
  readonly case?: CaseId;
  readonly codes: Codes;
  /** When its content was logged. */
  readonly at: Date;
}

/** The lists: what leaves lines out at sending counts them in `hidden`. */
type List = Notice extends infer N ? (N extends { readonly type: string } ? ("hidden" extends keyof N ? N : never) : never) : never;
interface Lines<L extends List> {
  /** It names records of several cases, and each line its own. */
  readonly spans?: true;
  of(list: L): readonly Line[];
  /** The same list with the lines at these places only. */
  keep(list: L, places: ReadonlySet<number>): L;
}

/** Every list by name: a new one that can hide lines does not compile until somebody says here what its lines are. */
const lists: { readonly [S in List["type"]]: Lines<Extract<List, { readonly type: S }>> } = {
  "indicator-list": {
    of: ({ records }) => records.map(({ codes, loggedAt }) => ({ codes, at: loggedAt })),
    keep: (list, places) => ({ ...list, records: kept(list.records, places), hidden: list.records.length - places.size }),
  },
  "indicators-found": {
    spans: true,
    of: ({ lines }) => lines.map(({ case: of, codes, loggedAt }) => ({ case: of, codes, at: loggedAt })),
    keep: (list, places) => ({ ...list, lines: kept(list.lines, places), hidden: list.lines.length - places.size }),
  },
  "alert-list": {
    of: ({ alerts }) => alerts.map(({ codes, at }) => ({ codes, at })),
    keep: (list, places) => ({ ...list, alerts: kept(list.alerts, places), hidden: list.alerts.length - places.size }),
  },
  "task-list": {
    of: ({ lines }) => lines.map(({ case: of, codes, madeAt }) => ({ case: of, codes, at: madeAt })),
    keep: (list, places) => ({ ...list, lines: kept(list.lines, places), hidden: list.lines.length - places.size }),
  },
  "task-mine": {
    spans: true,
    of: ({ lines }) => lines.map(({ case: of, codes, madeAt }) => ({ case: of, codes, at: madeAt })),
    keep: (list, places) => ({ ...list, lines: kept(list.lines, places), hidden: list.lines.length - places.size }),
  },
};

const kept = <T>(lines: readonly T[], places: ReadonlySet<number>): readonly T[] => lines.filter((_, at) => places.has(at));

const isList = (notice: Notice): notice is List => notice.type in lists;
// the entry under a list's own name takes that list, which a look-up by union cannot express
const linesIn = (list: List): Lines<List> => lists[list.type] as unknown as Lines<List>;

/** What a list is made of; nothing for every other notice. */
export const linesOf = (notice: Notice): readonly Line[] => (isList(notice) ? linesIn(notice).of(notice) : []);

/** Whether a list names records of several cases. */
export const spans = (notice: Notice): boolean => isList(notice) && linesIn(notice).spans === true;

/** A list without the lines that may not be heard, which it counts; undefined for every other notice. */
export function filtered(notice: Notice, may: (line: Line) => boolean): Notice | undefined {
  if (!isList(notice)) return undefined;
  const { of, keep } = linesIn(notice);
  return keep(notice, new Set(of(notice).flatMap((line, at) => (may(line) ? [at] : []))));
}
