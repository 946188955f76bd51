import { country } from "#domain/people/country.ts";
import { type Person, person } from "#domain/people/person.ts";
import type { UserId } from "#domain/primitives/ids.ts";
import type { Reader } from "#domain/primitives/reader.ts";
import { fail, ok, type Result } from "#domain/primitives/result.ts";
import { whenIn, whenSomewhere } from "#domain/time/when.ts";

/** Whose task it is: an officer's, or a country's desk's (ISO 3166-1 alpha-2), which is every member of that country. */
export type Assignee = { readonly officer: UserId } | { readonly country: string };
/** `done` and `dropped` have ended. */
export type TaskState = "open" | "done" | "dropped";

/** Whether a task of `whose` is this person's. */
export const belongsTo = (whose: Assignee, one: { readonly userId: UserId; readonly country?: string }): boolean =>
  "officer" in whose ? whose.officer === one.userId : whose.country === one.country;

/** `for:` as typed: two letters of a country are its desk, anything else is a person. */
export const assignee: Reader<Person | { readonly country: string }> = {
  expects: "@name|@name:server|FR",
  verbatim: true,
  people: "desk",
  read: (typed, now) => {
    const desk = country.read(typed, now);
    if (desk.ok) return ok({ country: desk.value });
    const someone = person.read(typed, now);
    if (someone.ok && !/^[A-Z]{2}$/u.test(typed)) return someone;
    return fail({
      code: "unreadable",
      typed: `"${typed}"`,
      expected: "assignee",
      write: "assignee",
    });
  },
};

const anyZone = whenSomewhere("ends");
/** `due:` as typed; on whose clock it is meant is not known yet, so only `dueIn` tells the instant. */
export const due: Reader<string> = {
  expects: anyZone.expects,
  read: (typed, now) => {
    const read = anyZone.read(typed, now);
    return read.ok ? ok(typed.trim()) : read;
  },
};

/** The instant that `typed` means on a clock in `zone` (IANA); a date alone is its end. It must lie ahead. */
export function dueIn(typed: string, zone: string, now: Date): Result<Date> {
  const read = whenIn(zone, "ends").read(typed, now);
  return read.ok && read.value <= now ? fail({ code: "past", typed, now }) : read;
}

/** `soon` an hour before the due time, `due` at it, `overdue` a day after it. */
export type ReminderKind = "soon" | "due" | "overdue";
export interface Reminder {
  readonly kind: ReminderKind;
  readonly at: Date;
}

const hour = 3_600_000;

/** What a task that is due then still schedules: the one before only if there are more than two hours left. */
export function reminders(dueAt: Date, now: Date): readonly Reminder[] {
  const left = dueAt.getTime() - now.getTime();
  const all: readonly Reminder[] = [
    ...(left > 2 * hour ? [{ kind: "soon", at: new Date(dueAt.getTime() - hour) } as const] : []),
    { kind: "due", at: dueAt },
    { kind: "overdue", at: overdueAt(dueAt) },
  ];
  return all.filter(({ at }) => at > now);
}

const overdueAt = (dueAt: Date): Date => new Date(dueAt.getTime() + 24 * hour);

/** A reminder that comes so late that the next one is due as well is left to that one. */
export const overtaken = (kind: ReminderKind, dueAt: Date, now: Date): boolean =>
  (kind === "soon" && now >= dueAt) || (kind === "due" && now >= overdueAt(dueAt));
