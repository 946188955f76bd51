import type { Notice } from "#domain/notices/index.ts";
import type { Origin } from "#domain/notices/message.ts";
import { isLabelled } from "#domain/notices/policy.ts";
import type { Mentions } from "#domain/people/mentions.ts";
import type { EventId, RoomId, UserId } from "#domain/primitives/ids.ts";
import type { ReceivedFile } from "#domain/primitives/received-file.ts";
import { dispatch, type Outcome } from "../../commands/framework/dispatch.ts";
import { commands } from "../../commands/index.ts";
import type { Pending, Place, Transaction } from "../../storage/index.ts";
import type { Runtime } from "../runtime/runtime.ts";

/** What the handling of one message needs beside the message. */
export type Handling = Pick<Runtime, "storage" | "log" | "now" | "bot" | "botState">;

/** Who typed what and where: all that an answer, a question and the audit need of a message. */
export interface Typed {
  readonly by: UserId;
  readonly room: RoomId;
  readonly place: Place;
  readonly text: string;
  /** Whom it mentions. */
  readonly mentions?: Mentions;
  /** Absent: the bot asks of itself. */
  readonly origin?: Origin;
  readonly late?: number;
  /** On which it works. */
  readonly file?: ReceivedFile;
  /** On whose code it runs. */
  readonly confirmedBy?: UserId;
}
type Tools = Pick<Handling, "bot" | "botState">;

const caseOf = (place: Place) => (place.where === "case" ? { case: place.case } : {});
const aboutOf = (place: Place) => (place.where === "case" ? { about: place.case } : {});

/** What was typed, and what came of it. */
interface Ran {
  readonly typed: Typed;
  readonly outcome: Outcome;
}

/** Writes what a command did or asks for: answers, questions, what is said elsewhere, the audit entry; then what was confirmed by it. */
export async function respond(tools: Tools, tx: Transaction, { typed, outcome }: Ran, now: Date): Promise<void> {
  const { by, room, place, text, origin, file, confirmedBy } = typed;
  const answer = (notice: Notice) =>
    tx.outbox.answer({ room, ...aboutOf(place), notice, ...(origin && { origin }), asker: by, prefix: outcome.prefix }, now);
  const confirmed = outcome.confirmed && (await again(tools, tx, outcome.confirmed, now));
  if (outcome.asks !== undefined) await ask(tx, { typed, outcome }, now, answer);
  else if (confirmed !== undefined) await answer(confirmed.receipt);
  else if (outcome.inPrivate && place.where !== "private") {
    await tx.outbox.send({ to: { officer: by }, notice: outcome.answer, ...aboutOf(place) }, now);
    await answer({ type: "answered-privately", waits: await awaited(tx, by) });
  } else await answer(outcome.answer);
  for (const message of outcome.messages) await tx.outbox.send(message, now);
  const entry = {
    action: outcome.command ?? "unknown",
    outcome: outcome.outcome,
    content: { text, ...fileIn(file), ...(confirmedBy && { confirmedBy }) },
  };
  const whose = outcome.outcome === "asked" && origin === undefined ? {} : { by };
  await tx.audit.append({ ...entry, ...whose, ...eventOf(origin), ...caseOf(place) }, now);
  if (confirmed !== undefined) await confirmed.write();
}

/** Of a file the audit keeps what it was, not what was in it. */
const fileIn = (file: ReceivedFile | undefined) => file && { file: { name: file.name, sha256: file.sha256 } };
const eventOf = (origin: Origin | undefined): { readonly eventId?: EventId } => (origin === undefined ? {} : { eventId: origin.event });

/** Lays the command down under a code, shows in private what would happen, and says where it was typed that it waits. */
async function ask(tx: Transaction, { typed, outcome }: Ran, now: Date, answer: (notice: Notice) => unknown): Promise<void> {
  const { by, room, place, text, mentions, origin, late, file } = typed;
  const { asks, command, prefix } = outcome;
  if (asks === undefined || command === undefined) throw new Error("a question about nothing");
  const { of, show, would, digest } = asks;
  const kept = file !== undefined && origin !== undefined;
  const message = { by, room, ...caseOf(place), text, ...(mentions && { mentions }), prefix, ...(origin && { origin }) };
  const pending = { ...message, command, digest };
  const codes = await tx.stores.confirmations.ask({ ...pending, ...(kept && { file: true }) }, of, now);
  // the homeserver may have forgotten it by then
  if (kept) await tx.stores.receivedFiles.keep(file, origin.event, place.where === "case" ? place.case : undefined, now);
  const labels = show && isLabelled(show) ? show.codes : place.where === "case" ? place.codes : undefined;
  for (const { of: officer, code } of codes) {
    const question = {
      code,
      prefix,
      line: text,
      ...(officer !== by && { by }),
      ...(late !== undefined && { late }),
      ...(show && { shown: show }),
      would,
    };
    const notice: Notice =
      place.where === "case" && labels !== undefined
        ? { type: "confirm-in-case", ref: place.ref, codes: labels, ...question }
        : { type: "confirm", ...question };
    // what was typed in the officer's own room is asked about there, as its answer
    if (place.where === "private" && officer === by) return void (await answer(notice));
    await tx.outbox.send({ to: { officer }, notice, ...aboutOf(place), mentions: [officer] }, now);
  }
  const { answer: sentence } = outcome;
  const waits = (await Promise.all(of.map((officer) => awaited(tx, officer)))).every((one) => one);
  if (sentence.type === "confirm-wanted" && origin !== undefined) await answer({ ...sentence, waits });
}

/** Runs what was confirmed, where it was typed and under the rights that its officer has there now. */
async function again(
  tools: Tools,
  tx: Transaction,
  { askedOf: confirmedBy, by, room, text, mentions, origin, digest, case: about, file: kept }: Pending,
  now: Date,
): Promise<{ readonly receipt: Notice; write(): Promise<void> }> {
  const place = await tx.rooms.place(room);
  const same = place.where === "case" ? place.case === about : about === undefined;
  const file = kept && origin && (await tx.stores.receivedFiles.take(origin.event, now));
  const typed = { text, by, place, ...(mentions && { mentions }), ...(origin && { origin }), ...(file && { file }) };
  const message = { ...typed, bot: tools.bot, confirmed: digest, confirmedBy };
  const outcome = same ? await dispatch(commands, message, { tx, botState: tools.botState(), now }) : undefined;
  // a room that is no longer what it was when the command was typed there is no place for it
  if (outcome === undefined) return { receipt: { type: "confirm-dropped", line: text }, write: async () => {} };
  const done: Notice = { type: "confirmed", line: text, ...(place.where === "case" && { ref: place.ref }) };
  const receipt = outcome.outcome === "done" ? done : outcome.answer;
  return {
    receipt,
    async write() {
      if (outcome.outcome !== "refused") return respond(tools, tx, { typed: { ...typed, room, confirmedBy }, outcome }, now);
      // why it did not run is told to whoever typed the code
      await tx.audit.append(
        {
          action: outcome.command ?? "unknown",
          outcome: "refused",
          content: { text, ...fileIn(file), confirmedBy },
          by,
          ...eventOf(origin),
          ...caseOf(place),
        },
        now,
      );
    },
  };
}

/** Whether the officer has yet to join their private room. */
async function awaited(tx: Transaction, officer: UserId): Promise<boolean> {
  const room = await tx.rooms.ofOfficer(officer);
  const members = room === undefined ? [] : await tx.rooms.members(room);
  return !members.some(({ userId, membership }) => userId === officer && membership === "join");
}
