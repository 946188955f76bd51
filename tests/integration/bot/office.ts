import { createHash } from "node:crypto";
import { beforeEach } from "vitest";
import { caseDefaults } from "#domain/codes/codes.ts";
import type { ReadFile } from "#domain/import/reading.ts";
import type { Notice } from "#domain/notices/index.ts";
import type { Identity } from "#domain/people/identity.ts";
import { type CaseId, eventId, type RoomId, roomId, type UserId } from "#domain/primitives/ids.ts";
import type { FileProblem, ReceivedFile } from "#domain/primitives/received-file.ts";
import { ok } from "#domain/primitives/result.ts";
import { handleMessage } from "../../../bot/inbox/handle.ts";
import type { Handling } from "../../../bot/inbox/respond.ts";
import { openLog } from "../../../bot/runtime/log.ts";
import { render } from "../../../bot/views/index.ts";
import { understand } from "../../../commands/framework/understand.ts";
import { commands } from "../../../commands/index.ts";
import type { Transaction } from "../../../storage/index.ts";
import type { OpenStorage } from "../../../storage/open.ts";
import { botState } from "../../support/stores.ts";
import { address, anna, bruno, clara, onPostgres, room, t0, user } from "../storage/fresh.ts";

const bot = { userId: user("@liaison:one.office.example"), name: "Liaison" };
export const caseRoom = room("case");
export const coordination = room("coordination");
export const minute = 60_000;
export const privateRoom = (officer: UserId): RoomId => roomId(`!private ${officer}`);

/** A message that was written to be said. */
export interface Heard {
  readonly to: string;
  readonly notice: Notice;
  readonly text: string;
  readonly thread: string | undefined;
}
/** How a message came. */
interface Typing {
  /** Minutes between sending and coming. */
  readonly late?: number;
  readonly edit?: boolean;
  /** At which it stands, or why that could not be had. */
  readonly file?: ReceivedFile | FileProblem;
  /** The one before once more, under another event id. */
  readonly replayed?: boolean;
}
/** The code that this officer was shown. */
export function codeIn(all: readonly Heard[], officer: UserId): string {
  const found = all.find(
    ({ to, notice }) => to === privateRoom(officer) && (notice.type === "confirm" || notice.type === "confirm-in-case"),
  );
  if (found === undefined || !("code" in found.notice)) throw new Error("nobody was asked");
  return found.notice.code;
}
/** Reads a list of IPv4 addresses, one a line. */
export const readFile: ReadFile = async ({ bytes }) => {
  const lines = Buffer.from(bytes).toString().trim().split("\n");
  return ok({
    format: "text",
    rows: lines.map((line, at) => ({ line: at + 1, indicator: address(line) })),
    marking: {},
    notUnderstood: [],
  });
};
export const join = (tx: Transaction, where: RoomId, ...who: readonly UserId[]): Promise<void> =>
  tx.rooms.setMembers(
    where,
    who.map((userId) => ({ userId, membership: "join" })),
    t0,
  );

/**
 * The handling of messages on a real database, new for each test: clara coordinates, anna leads a case with bruno, and
 * each has a private room. What is encrypted, and when, is decided here.
 */
export function office() {
  const postgres = onPostgres();
  const state = { clock: 0, count: 0, verifiedOnly: false, identities: new Map<UserId, Identity>(), readFile };
  let storage: OpenStorage;
  let of: CaseId;
  let said = new Set<string>();
  const now = () => new Date(t0.getTime() + state.clock);
  const transaction: OpenStorage["transaction"] = (act) => storage.transaction(act);

  beforeEach(async () => {
    storage = await postgres.open({ now });
    Object.assign(state, { clock: 0, verifiedOnly: false, identities: new Map(), readFile });
    said = new Set();
    of = await transaction(async (tx) => {
      await tx.stores.roster.save({ userId: clara, role: "coordinator" });
      for (const userId of [anna, bruno]) await tx.stores.roster.save({ userId, country: "NL" });
      const opened = await tx.stores.cases.open({ title: "One", lead: anna, codes: caseDefaults, by: clara, now: t0 });
      await tx.stores.cases.add(opened.id, { userId: bruno, role: "contribute", by: anna, now: t0 });
      await tx.rooms.made(opened.id, caseRoom);
      await tx.rooms.save({ roomId: caseRoom, kind: "case", case: opened.id, safe: true });
      await join(tx, caseRoom, bot.userId, anna, bruno);
      await tx.rooms.save({ roomId: coordination, kind: "coordination", safe: true });
      await join(tx, coordination, bot.userId, clara);
      for (const officer of [anna, bruno, clara]) {
        await tx.rooms.madePrivate(officer, privateRoom(officer), now());
        await join(tx, privateRoom(officer), bot.userId, officer);
        await tx.rooms.save({ roomId: privateRoom(officer), kind: "private", safe: true });
      }
      return opened.id;
    });
  });

  const handling = (): Handling => ({
    storage,
    log: openLog("silent"),
    now,
    bot,
    botState: () => ({
      ...botState,
      readFile: state.readFile,
      identityOf: async (who: UserId) => state.identities.get(who),
      ...(state.verifiedOnly && { verifiedOnly: true as const }),
    }),
  });
  /** What was written to be said since the last look, oldest first. */
  async function heard(): Promise<readonly Heard[]> {
    const items = await transaction((tx) => tx.outbox.waiting(1_000));
    return items
      .filter(({ id }) => !said.has(id))
      .map(({ id, to, notice, origin, prefix }) => {
        said.add(id);
        const where = "room" in to ? to.room : "officer" in to ? privateRoom(to.officer) : "case";
        return { to: where, notice, text: render(notice, { prefix }).text, thread: origin?.event };
      });
  }
  /** Sends a message that came `late` minutes after it was sent; what was said to it. */
  async function type(
    by: UserId,
    where: RoomId,
    text: string,
    { late = 0, edit = false, file, replayed = false }: Typing = {},
  ): Promise<readonly Heard[]> {
    const index = replayed ? state.count : ++state.count;
    const id = eventId(replayed ? `$${index} again` : `$${index}`);
    const item = { eventId: id, roomId: where, sender: by, event: JSON.stringify({ type: "m.room.encrypted", content: {} }) };
    await transaction((tx) => tx.inbox.insert([item], now()));
    const sha256 = createHash("sha256").update(`${index}`).digest();
    const understood = understand(commands, text, bot, now());
    await handleMessage(handling(), {
      item: { ...item, receivedAt: now(), attempts: 1 },
      taken: { take: edit ? "edit" : "text", text },
      ...(understood && { understood }),
      decrypted: { ok: true, type: "m.room.message", content: {}, session: "session", index, sha256 },
      sentAt: new Date(now().getTime() - late * minute),
      givenUp: false,
      ...(file !== undefined && { file }),
    });
    return heard();
  }
  return {
    state,
    transaction,
    handling,
    now,
    heard,
    type,
    records: () => transaction((tx) => tx.stores.indicators.list(of, { most: 10 })),
    case: () => of,
    rows: <Row extends object>(sql: string) => storage.database.query<Row>(sql),
    async audit(): Promise<readonly string[]> {
      const rows = await storage.database.query<{ action: string; outcome: string }>(
        "select action, outcome from liaison.audit_entry order by id",
      );
      return rows.map(({ action, outcome }) => `${action} ${outcome}`);
    },
  };
}
