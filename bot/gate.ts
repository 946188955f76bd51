import type { Codes, Tlp } from "#domain/codes.ts";
import type { UserId } from "#domain/ids.ts";
import type { Notice } from "#domain/notice.ts";
import type { KnownRoom, Listener } from "../storage/index.ts";

export type Verdict =
  | { readonly say: "yes" }
  /** Instead, a sentence that leaks nothing. */
  | { readonly say: "no"; readonly userId: UserId; readonly label: string }
  /** Nothing at all until the room is as it should be. */
  | { readonly say: "hold" };

/** What a coordinator administers, titles included, although he is no member of the case. */
const administration: ReadonlySet<Notice["say"]> = new Set(["case-opened", "case-list"]);
/** Without codes, but still for the case alone: it waits until no stranger is in the room. */
const forTheCase: ReadonlySet<Notice["say"]> = new Set(["hit"]);

/**
 * The one output gate: may everybody who is in this room now hear this notice? A function of role and code (design 3,
 * "Who may see what"). `logged` is when the oldest content of the notice was logged.
 */
export function gate(notice: Notice, room: KnownRoom, listeners: readonly Listener[], logged: Date): Verdict {
  // What is sent to an empty room can never be read: keys go only to who is there.
  if (!room.safe || room.kind === "unknown" || listeners.length === 0) return { say: "hold" };
  if (room.kind === "coordination") return coordination(notice, listeners);
  if (!("codes" in notice)) return forTheCase.has(notice.say) && listeners.some((one) => !one.ofCase) ? { say: "hold" } : { say: "yes" };
  const deaf = listeners.find((one) => !mayHear(one, notice.codes, logged, listeners));
  return deaf === undefined ? { say: "yes" } : { say: "no", userId: deaf.userId, label: label(notice.codes) };
}

function coordination(notice: Notice, listeners: readonly Listener[]): Verdict {
  const stranger = listeners.find((one) => !one.coordinator);
  if (stranger !== undefined) return { say: "hold" };
  if (!("codes" in notice) || administration.has(notice.say) || open.has(notice.codes.tlp)) return { say: "yes" };
  const [first] = listeners;
  return first === undefined ? { say: "hold" } : { say: "no", userId: first.userId, label: label(notice.codes) };
}

/** Labels that leave the case. */
const open: ReadonlySet<Tlp> = new Set(["green", "clear"]);

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
