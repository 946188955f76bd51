import { randomBytes } from "node:crypto";
import { caseDefaults } from "#domain/codes/codes.ts";
import { type CaseId, type RoomId, roomId, type UserId } from "#domain/primitives/ids.ts";
import { openEncryption } from "../../../../bot/encryption/client.ts";
import { rosterPins } from "../../../../bot/encryption/identity/pins.ts";
import { openHomeserver } from "../../../../bot/matrix/homeserver.ts";
import { placeOf } from "../../../../bot/outbox/chain.ts";
import { openLog } from "../../../../bot/runtime/log.ts";
import { startBot } from "../../../../bot/start-bot.ts";
import { openQueue } from "../../../../jobs/engine/queue.ts";
import { openCryptoJournal } from "../../../../storage/device/crypto-journal.ts";
import type { KnownRoom, OutboxItem, Transaction } from "../../../../storage/index.ts";
import { openStorage } from "../../../../storage/open.ts";
import { openPerson, type Person } from "../../../support/fake-homeserver/person.ts";
import type { FakeEvent } from "../../../support/fake-homeserver/rooms.ts";
import { fakeHomeserver } from "../../../support/fake-homeserver/server.ts";
import { botState } from "../../../support/stores.ts";
import { testPostgres } from "../../../support/test-servers.ts";
import { until } from "../../../support/waiting.ts";
import { asUser, quietLog } from "../encryption/device.ts";

const state = (type: string, content: object) => ({ type, state_key: "", content });
/** A room as a coordinator should make one. */
export const tight = [
  state("m.room.encryption", { algorithm: "m.megolm.v1.aes-sha2" }),
  state("m.room.join_rules", { join_rule: "invite" }),
  state("m.room.history_visibility", { history_visibility: "joined" }),
  state("m.room.guest_access", { guest_access: "forbidden" }),
];

/** The whole Matrix side of the bot on a real database and a homeserver that obeys the test: clara coordinates, anna and bruno are officers. */
export async function openHostile() {
  const [postgres, server] = await Promise.all([testPostgres(), fakeHomeserver()]);
  const storage = await openStorage({ ownerUrl: postgres.ownerUrl, masterKey: randomBytes(32), graceMs: 0, lease: { how: "at-once" } });
  const login = server.login("liaison", "BOT");
  const homeserver = openHomeserver({ homeserver: server.url, ...login, userId: asUser(login.userId) });
  const [clara, anna, bruno] = (await Promise.all(["clara", "anna", "bruno"].map((name) => openPerson(server, name)))) as [
    Person,
    Person,
    Person,
  ];
  const run = <T>(act: (tx: Transaction) => Promise<T>): Promise<T> => storage.transaction(act);
  await run(async (tx) => {
    await tx.stores.roster.save({ userId: asUser(clara.userId), role: "coordinator" });
    for (const { userId } of [anna, bruno]) await tx.stores.roster.save({ userId: asUser(userId), country: "NL" });
  });
  async function start() {
    const encryption = await openEncryption({
      homeserver,
      journal: openCryptoJournal(storage.database),
      pins: rosterPins(storage),
      deviceTrust: "owner-signed",
      log: quietLog,
    });
    const bot = await startBot({
      homeserver,
      storage,
      encryption,
      queue: openQueue({ postgresUrl: postgres.ownerUrl }, () => {}),
      sources: [],
      log: openLog("silent"),
      now: () => new Date(),
      botState: () => botState,
      echoMs: 600_000,
      workers: 0,
      name: "Liaison",
      commandsPerMinute: 100_000,
    });
    return async () => {
      await bot.stop();
      await encryption.close();
    };
  }
  const stopBot = await start();
  const people: Person[] = [clara, anna, bruno];
  /** Waits while everybody's client goes on syncing. */
  const eventually = <T>(found: () => T | undefined | Promise<T | undefined>, what: string): Promise<T> =>
    until(
      async () => {
        for (const person of people) await person.sync();
        return found();
      },
      what,
      170_000,
    );
  const known = (room: RoomId): Promise<KnownRoom | undefined> => run((tx) => tx.rooms.get(room));

  return {
    server,
    storage,
    run,
    eventually,
    known,
    me: login.userId,
    clara,
    anna,
    bruno,
    /** A room of clara's to which the bot was invited and which it has joined. */
    async room(initial: readonly object[] = tight): Promise<RoomId> {
      const body = { initial_state: initial, invite: [login.userId] };
      const made = await server.ask(server.login("clara", "PHONE"), "POST", ["createRoom"], body);
      const id = roomId(String(made.room_id));
      await eventually(() => (server.rooms.membership(id, login.userId) === "join" ? true : undefined), "the bot in the room");
      return id;
    },
    /** The same, once the bot has greeted there. */
    async coordination(): Promise<RoomId> {
      const id = await this.room();
      await eventually(async () => ((await known(id))?.kind === "coordination" ? true : undefined), "a coordination room");
      await eventually(() => this.said(id)[0], "the greeting");
      return id;
    },
    /** A case of anna's with bruno, both in its room. */
    async openCase(): Promise<{ readonly of: CaseId; readonly room: RoomId }> {
      const of = await run(async (tx) => {
        const opened = await tx.stores.cases.open({
          title: "One",
          lead: asUser(anna.userId),
          codes: caseDefaults,
          by: asUser(clara.userId),
          now: new Date(),
        });
        await tx.stores.cases.add(opened.id, {
          userId: asUser(bruno.userId),
          role: "contribute",
          by: asUser(anna.userId),
          now: new Date(),
        });
        return opened.id;
      });
      const room = await eventually(() => run((tx) => tx.rooms.ofCase(of)), "the case's room");
      await eventually(async () => {
        const there = (await run((tx) => tx.rooms.members(room))).filter(({ membership }) => membership === "join");
        return there.length === 3 && (await known(room))?.safe === true ? true : undefined;
      }, "the members in the case's room");
      return { of, room };
    },
    /** What the bot has said in a room since the event before. */
    said(room: RoomId, after?: string): readonly FakeEvent[] {
      const events = server.rooms.events(room);
      return events
        .slice(events.findIndex(({ event_id: id }) => id === after) + 1)
        .filter(({ sender, type }) => sender === login.userId && type === "m.room.encrypted");
    },
    /** Everything that came was handled. */
    handled: () =>
      eventually(async () => {
        const [row] = await storage.database.query<{ open: number }>("select count(*)::int as open from liaison.inbox where state = 'new'");
        return row?.open === 0 ? true : undefined;
      }, "the end of what came"),
    waiting: (): Promise<readonly OutboxItem[]> => run((tx) => tx.outbox.waiting(10_000)),
    /** Everything of the homeserver's that was addressed to one of somebody's devices, or taken for it. */
    keysFor: (user: string): readonly string[] =>
      server.asked.flatMap(({ by, path, body }) => {
        if (by !== login.userId) return [];
        const to = (
          path[0] === "sendToDevice" ? body.messages : path[0] === "keys" && path[1] === "claim" ? body.one_time_keys : {}
        ) as object;
        return user in to ? [path.join("/")] : [];
      }),
    async stop() {
      await stopBot();
      await storage.close();
      await Promise.all([server.stop(), postgres.stop()]);
    },
  };
}
export type Hostile = Awaited<ReturnType<typeof openHostile>>;

const read = new WeakMap<Person, Map<FakeEvent, string>>();
/** The text of what can be read of these events; what cannot is left out. */
export async function readBy(person: Person, events: readonly FakeEvent[]): Promise<readonly string[]> {
  const known = read.get(person) ?? new Map<FakeEvent, string>();
  read.set(person, known);
  for (const event of events) {
    const content = known.has(event) ? undefined : await person.read(event);
    // without its number, whatever that is
    if (content !== undefined) known.set(event, placeOf(content)?.text ?? String(content.body));
  }
  return events.flatMap((event) => known.get(event) ?? []);
}

export const userOf = (person: Person): UserId => asUser(person.userId);
