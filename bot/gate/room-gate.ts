import type { Codes } from "#domain/codes/codes.ts";
import type { Notice } from "#domain/notices/index.ts";
import { filtered, isLabelled, policyOf, refsLogged, spans } from "#domain/notices/policy.ts";
import type { Ref, UserId } from "#domain/primitives/ids.ts";
import type { KnownRoom, Listener } from "../../storage/index.ts";
import { type Hearer, label, mayHear } from "./label.ts";

export type Verdict =
  /** As it is, or without the lines that somebody in the room may not hear. */
  | { readonly decision: "allow"; readonly notice: Notice }
  /**
   * Instead, a sentence that leaks nothing: `userId` may not hear what has this label, or, without one, does not belong in the
   * room. `refs` are the ids that the room may know were logged.
   */
  | { readonly decision: "deny"; readonly userId: UserId; readonly label?: string; readonly refs: readonly Ref<"IOC">[] }
  /** Nothing at all until the room is as it should be. */
  | { readonly decision: "hold" };

/**
 * The output gate of a room of several: may everybody who is in it now hear this notice? `logged` is when the content of
 * the notice was logged. An officer's own room has its own (bot/gate/private-gate.ts).
 */
export function gate(notice: Notice, room: KnownRoom, listeners: readonly Listener[], logged: Date): Verdict {
  // What is sent to an empty room can never be read: keys go only to who is there.
  if (!room.safe || listeners.length === 0 || policyOf(notice).hears === "secret") return { decision: "hold" };
  if (room.kind === "coordination") return inCoordination(notice, listeners, logged);
  return room.kind === "case" ? inCase(notice, room, listeners, logged) : { decision: "hold" };
}

function inCase(notice: Notice, room: KnownRoom, listeners: readonly Listener[], logged: Date): Verdict {
  const stranger = listeners.find((one) => !one.ofCase);
  const { hears } = policyOf(notice);
  if (stranger !== undefined && hears !== "anybody")
    return hears === "hit" ? { decision: "hold" } : { decision: "deny", userId: stranger.userId, refs: [] };
  if (!isLabelled(notice) || hears === "hit" || hears === "membership") return { decision: "allow", notice };
  const all = (codes: Codes, at: Date) => listeners.every((one) => mayHear(one, codes, at, listeners));
  if (!spans(notice)) {
    const list = filtered(notice, (line) => (line.case ?? room.case) === room.case && all(line.codes, line.at));
    if (list !== undefined) return { decision: "allow", notice: list };
  }
  const [first] = listeners;
  const deaf = listeners.find((one) => !mayHear(one, notice.codes, logged, listeners)) ?? (spans(notice) ? first : undefined);
  return deaf === undefined ? { decision: "allow", notice } : refused(deaf, notice.codes, notice, true);
}

function inCoordination(notice: Notice, listeners: readonly Listener[], logged: Date): Verdict {
  const [first] = listeners;
  if (first === undefined || listeners.some((one) => !one.coordinator)) return { decision: "hold" };
  if (!isLabelled(notice) || policyOf(notice).hears === "administration") return { decision: "allow", notice };
  // no case is theirs here
  const officers = listeners.map((one) => ({ ...one, ofCase: false, onRoster: true }));
  const deaf = officers.find((one) => !mayHear(one, notice.codes, logged, [])) ?? (spans(notice) ? first : undefined);
  return deaf === undefined ? { decision: "allow", notice } : refused(deaf, notice.codes, notice, false);
}

/** Members of the case may know that something was logged, under which number; a stranger may not. */
export function refused(deaf: Pick<Hearer, "userId">, codes: Codes, notice: Notice, amongMembers: boolean): Verdict {
  return { decision: "deny", userId: deaf.userId, label: label(codes), refs: amongMembers ? refsLogged(notice) : [] };
}
