import { runningPostgres } from "../../../config/postgres/home.ts";
import { Refusal } from "../../../config/refusal.ts";
import { DatabaseUnreachable } from "../../../storage/migrate.ts";
import { type Trace, type TracedMessage, traceEvent } from "../../../storage/trace.ts";
import { type OperatorCommand, WrongUsage } from "./define.ts";

/** Tells what became of one Matrix event, by the states of its rows; docs/ARCHITECTURE.md ("The life of a message") explains them. */
export const trace: OperatorCommand = {
  name: "trace",
  usage: "EVENT",
  summary: "Tell what became of a Matrix event ($…): taken, decrypted, handled, answered, and what still waits. Never its content.",
  most: 1,
  options: {},
  async run({ settings, words, say }) {
    const [event = ""] = words;
    if (!/^\$\S{1,255}$/u.test(event))
      throw new WrongUsage(`Usage: npm run liaison -- trace '$EVENT'; an event id begins with $ and stands in quotation marks.`);
    const url = settings.databaseUrl ?? runningPostgres(settings.data);
    if (url === undefined) throw new Refusal("The embedded database does not run, since Liaison does not: start it and trace again.");
    for (const line of traced(event, await traceEvent(url, event).catch(refused))) say(line);
    return 0;
  },
};

function refused(fault: unknown): never {
  if (fault instanceof DatabaseUnreachable)
    throw new Refusal(`The database cannot be used (${fault.code}): npm run liaison -- doctor tells more.`);
  throw fault;
}

const time = (at: Date | null): string => (at === null ? "never" : `${at.toISOString().slice(0, 19).replace("T", " ")} UTC`);
const times = (count: number): string => `${count} attempt${count === 1 ? "" : "s"}`;

/** The states of an event as lines, in the order of its way through the house. */
export function traced(event: string, { inbox, keyClaimed, audit, outbox, shown, unredacted }: Trace): readonly string[] {
  const answers = outbox.filter(({ own }) => !own);
  const own = outbox.find((one) => one.own);
  return [
    event,
    ...(own === undefined ? [] : [`  said      by the bot itself: ${message(own)}`]),
    ...(own !== undefined && inbox === undefined ? [] : [`  inbox     ${inbox === undefined ? notTaken : taken(inbox)}`]),
    ...(inbox === undefined
      ? []
      : [`  key       ${keyClaimed ? "decrypted, and its message key is claimed" : "no message key was claimed for it"}`]),
    ...audit.map(({ at, action, outcome }) => `  audit     ${time(at)}  ${action}: ${outcome}`),
    ...answers.map((one) => `  outbox    ${message(one)}`),
    ...(shown === 0
      ? []
      : [
          `  shown     it shows ${shown} record${shown === 1 ? "" : "s"}${unredacted === 0 ? "" : `; ${unredacted} will never be redacted`}`,
        ]),
  ];
}

const notTaken = "not taken in: the event is not encrypted, is in a room where the bot is not, or has not come by /sync yet";
const states: Readonly<Record<NonNullable<Trace["inbox"]>["state"], string>> = {
  new: "waits for its turn, or is being handled",
  "waiting-key": "cannot be decrypted yet",
  parked: "parked: three attempts failed; the log has the fault under this event id",
  ignored: "ignored: no command; the log says why where it read like one",
  done: "handled",
  refused: "refused",
  expired: "its key never came: dropped",
  replayed: "a replay of an earlier event: nothing was done",
};
function taken({ state, receivedAt, attempts, retries, retryAt, endedAt }: NonNullable<Trace["inbox"]>): string {
  const waits = state === "waiting-key" ? `, asked ${retries} time${retries === 1 ? "" : "s"}, next ${time(retryAt)}` : "";
  const ended = endedAt === null ? "" : `, ended ${time(endedAt)}`;
  return `${states[state]} (received ${time(receivedAt)}, ${times(attempts)}${waits}${ended})`;
}

function message({ id, audience, createdAt, attempts, parked, sentAt, sentEvent }: TracedMessage): string {
  const to = audience === "officer" ? "in private" : audience === "case" ? "to the case's room" : "to the room";
  const written = `${to}, written ${time(createdAt)}`;
  if (parked) return `${written}, parked after ${times(attempts)}: the homeserver refuses it, or the machine died of it (${id})`;
  if (sentAt === null) return `${written}, waits after ${times(attempts)}: at the gate, for its room, or for its turn (${id})`;
  return sentEvent === null
    ? `${written}, dropped unsaid ${time(sentAt)} (${id})`
    : `${written}, sent ${time(sentAt)} as ${sentEvent} (${id})`;
}
