import type { Codes, Tlp } from "#domain/codes.ts";
import type { Ref, UserId } from "#domain/ids.ts";
import type { Notice } from "#domain/notice.ts";
import type { KnownRoom, Listener } from "../storage/index.ts";

export type Verdict =
  /** As it is, or without the records that somebody in the room may not hear. */
  | { readonly say: "yes"; readonly notice: Notice }
  /** Instead, a sentence that leaks nothing; `refs` are the ids that the room may know were logged. */
  | { readonly say: "no"; readonly userId: UserId; readonly label: string; readonly refs: readonly Ref<"IOC">[] }
  /** Nothing at all until the room is as it should be. */
  | { readonly say: "hold" };

type Named = ReadonlySet<Notice["say"]>;
/** What a coordinator administers, titles included, although he is no member of the case. */
const administration: Named = new Set(["case-opened", "case-list"]);
/** A hit is never lost: it waits until no stranger is in the room. What it discloses was allowed to leave its own case. */
const hits: Named = new Set(["hit", "hit-disclosed"]);
/** About the case itself: for its members, whenever they came. */
const membership: Named = new Set(["case-brief", "case-info", "case-members", "case-member-added"]);
/** Labels that leave the case. */
const open: ReadonlySet<Tlp> = new Set(["green", "clear"]);

/**
 * The one output gate: may everybody who is in this room now hear this notice? A function of role and code (design 3,
 * "Who may see what"). `logged` is when the content of the notice was logged.
 */
export function gate(notice: Notice, room: KnownRoom, listeners: readonly Listener[], logged: Date): Verdict {
  // What is sent to an empty room can never be read: keys go only to who is there.
  if (!room.safe || room.kind === "unknown" || listeners.length === 0) return { say: "hold" };
  if (room.kind === "coordination") return inCoordination(notice, listeners);
  const stranger = listeners.find((one) => !one.ofCase);
  if (hits.has(notice.say)) return stranger === undefined ? { say: "yes", notice } : { say: "hold" };
  if (!("codes" in notice)) return { say: "yes", notice };
  if (stranger === undefined && membership.has(notice.say)) return { say: "yes", notice };
  if (stranger === undefined && notice.say === "indicator-list") {
    const records = notice.records.filter((record) => listeners.every((one) => mayHear(one, record.codes, record.loggedAt, listeners)));
    return { say: "yes", notice: { ...notice, records, hidden: notice.records.length - records.length } };
  }
  const deaf = listeners.find((one) => !mayHear(one, notice.codes, logged, listeners));
  return deaf === undefined ? { say: "yes", notice } : refused(deaf, notice.codes, notice, stranger === undefined);
}

function inCoordination(notice: Notice, listeners: readonly Listener[]): Verdict {
  const [first] = listeners;
  if (first === undefined || listeners.some((one) => !one.coordinator)) return { say: "hold" };
  if (!("codes" in notice) || administration.has(notice.say) || open.has(notice.codes.tlp)) return { say: "yes", notice };
  return refused(first, notice.codes, notice, false);
}

/** Members of the case may know that something was logged, under which number; a stranger may not. */
function refused(deaf: Listener, codes: Codes, notice: Notice, amongMembers: boolean): Verdict {
  const refs = amongMembers && notice.say === "indicators-logged" ? notice.logged.map(({ ref }) => ref) : [];
  return { say: "no", userId: deaf.userId, label: label(codes), refs };
}

function mayHear(one: Listener, codes: Codes, logged: Date, all: readonly Listener[]): boolean {
  if (codes.only !== undefined && (one.country === undefined || !codes.only.includes(one.country))) return false;
  if (codes.tlp === "clear") return true;
  if (!one.ofCase) return false;
  const present = (who: Listener) => who.since <= logged;
  if (codes.tlp === "red") return present(one);
  if (codes.tlp === "amber+strict")
    return present(one) || (one.agency !== undefined && all.some((other) => present(other) && other.agency === one.agency));
  return true;
}

const label = (codes: Codes): string => `TLP:${codes.tlp.toUpperCase()}${codes.only ? ` only:${codes.only.join(",")}` : ""}`;
