import type { Officer } from "./officer.ts";
import type { CaseRoom } from "./stage.ts";
import { until } from "./waiting.ts";

/** One command of a stream, and the event that carried it. */
export interface Streamed {
  readonly officer: Officer;
  readonly place: CaseRoom;
  readonly value: string;
  readonly eventId: string;
}

/** How many commands of one officer may be unanswered at a time. */
const window = 8;

/**
 * Sends one `/ioc add` per value, never more than a few ahead of the answers, so that faults fall into the middle of the work.
 * `before` runs before each, while nothing is being sent.
 */
export async function stream(
  officer: Officer,
  place: CaseRoom,
  values: readonly string[],
  before: () => Promise<unknown> = async () => undefined,
): Promise<readonly Streamed[]> {
  const sent: Streamed[] = [];
  for (const value of values) {
    await before();
    await until(
      () => sent.filter(({ eventId }) => officer.answersTo(eventId).length === 0).length < window || undefined,
      "room in the window",
      240_000,
    );
    sent.push({ officer, place, value, eventId: await officer.send(place.room, `/ioc add ${value}`) });
  }
  return sent;
}

/** What the officers' histories show against "acknowledged exactly once": a line for each command for which it does not hold. */
export function acknowledgementFaults(sent: readonly Streamed[]): readonly string[] {
  return sent.flatMap(({ officer, value, eventId }) => {
    const answers = officer.answersTo(eventId).map(({ body }) => body);
    const good = answers.length === 1 && /^IOC-\d+ logged · /u.test(answers[0] ?? "");
    return good ? [] : [`${value} (${eventId}): ${answers.length} answers: ${answers.join(" | ").slice(0, 300)}`];
  });
}

/** The record that a command made, from its acknowledgement. */
export const refOf = ({ officer, eventId }: Streamed): string => /IOC-\d+/u.exec(officer.answersTo(eventId)[0]?.body ?? "")?.[0] ?? "none";

/** The hits that an officer heard of in a room: the number and their own record. */
export function hitsHeard(officer: Officer, place: CaseRoom): readonly { readonly hit: string; readonly own: string }[] {
  return officer.heardIn(place.room).flatMap(({ body }) => {
    const [, hit, own] = /^(HIT-\d+): [^\n]*?your (IOC-\d+) /u.exec(body) ?? [];
    return hit === undefined || own === undefined ? [] : [{ hit, own }];
  });
}

/** What a room's hits show against "each hit exactly once": `met` are the commands whose value the other case logged too. */
export function hitFaults(officer: Officer, place: CaseRoom, met: readonly Streamed[]): readonly string[] {
  const heard = hitsHeard(officer, place);
  const faults = met.flatMap((one) => {
    const times = heard.filter(({ own }) => own === refOf(one)).length;
    return times === 1 ? [] : [`${place.ref} ${refOf(one)} (${one.value}): ${times} hits`];
  });
  const extra = heard.length - met.length;
  return [...faults, ...(extra === 0 ? [] : [`${place.ref}: ${heard.length} hits for ${met.length} shared values`])];
}
