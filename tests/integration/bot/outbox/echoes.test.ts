import { beforeEach, expect, test } from "vitest";
import { caseDefaults } from "#domain/codes/codes.ts";
import type { Notice } from "#domain/notices/index.ts";
import { type EventId, eventId, roomId } from "#domain/primitives/ids.ts";
import { type Decrypted, MachineDied } from "../../../../bot/encryption/client.ts";
import type { EncryptedContent } from "../../../../bot/matrix/homeserver.ts";
import { linkOf, numbered, placeField } from "../../../../bot/outbox/chain.ts";
import { type Echoes, startEchoes } from "../../../../bot/outbox/echoes.ts";
import { tellLost } from "../../../../bot/outbox/tell-lost.ts";
import { openLog } from "../../../../bot/runtime/log.ts";
import type { Transaction } from "../../../../storage/index.ts";
import type { OpenStorage } from "../../../../storage/open.ts";
import { until } from "../../../support/waiting.ts";
import { anna, clara, onPostgres, room, t0 } from "../../storage/fresh.ts";

const postgres = onPostgres();
const [caseRoom, coordination] = [room("case"), roomId("!coordination")];
const second = 1_000;
let storage: OpenStorage;
let clock = 0;
const now = () => new Date(t0.getTime() + clock);
const run = <T>(act: (tx: Transaction) => Promise<T>): Promise<T> => storage.transaction(act);

beforeEach(async () => {
  storage = await postgres.open({ now });
  clock = 0;
  await run(async (tx) => {
    await tx.stores.roster.save({ userId: clara, role: "coordinator" });
    await tx.stores.roster.save({ userId: anna, country: "NL" });
    const { id } = await tx.stores.cases.open({ title: "One", lead: anna, codes: caseDefaults, by: clara, now: t0 });
    await tx.rooms.made(id, caseRoom);
    await tx.rooms.save({ roomId: coordination, kind: "coordination", safe: true });
  });
});

const version = { type: "version", version: "1" } as const;
/** What a message of the bot's with this text and number holds. */
const contentOf = (text: string, number: number) => {
  const place = { number, previous: "" };
  return { msgtype: "m.notice", body: numbered({ text, html: "" }, place).text, ...placeField(place) };
};
/** Written down as sent. */
const sent = (text: string, number: number, where = caseRoom, notice: Notice = version) =>
  run(async (tx) => {
    await tx.outbox.answer({ room: where, notice }, now());
    const id = (await tx.outbox.waiting(100)).at(-1)?.id ?? "";
    await tx.outbox.sent(id, eventId(`$${text}`), now(), { room: where, notice, link: linkOf({ number, previous: "" }, text), number });
  });
const came = (text: string, event: EventId, number: number) =>
  run((tx) => tx.echoes.came([{ eventId: event, roomId: caseRoom, read: { link: linkOf({ number, previous: "" }, text) } }], now()));
/** Sync has worked for so long: what is told, to whom. */
async function worked(ms: number): Promise<readonly (readonly [string, Notice])[]> {
  clock += ms;
  await tellLost({ storage, log: openLog("silent"), now, timeoutMs: 60 * second }, ms);
  return run(async (tx) => {
    const items = (await storage.database.query<{ id: string }>("select id from liaison.outbox where sent_at is null order by id")).map(
      ({ id }) => id,
    );
    const told: (readonly [string, Notice])[] = [];
    for (const id of items) {
      const item = await tx.outbox.begin(id);
      if (item === undefined) continue;
      await tx.outbox.drop(id, now());
      told.push(["room" in item.to ? item.to.room : "officer" in item.to ? item.to.officer : "case", item.notice]);
    }
    return told;
  });
}
const alarm = (numbers: readonly number[], why: "lost" | "changed" = "lost") => ({
  type: "messages-lost",
  where: { ref: "C-2026-0001" },
  numbers,
  why,
});
const everywhere = (numbers: readonly number[], why?: "lost" | "changed") => [
  [coordination, alarm(numbers, why)],
  [anna, alarm(numbers, why)],
];
const rows = async () => (await storage.database.query("select 1 from liaison.echo")).length;

test("what came back as it was sent is done with, whichever of the two is known first", async () => {
  await sent("a", 1);
  await came("a", eventId("$a"), 1);
  await came("b", eventId("$b"), 2);
  await came("b", eventId("$b"), 2);
  expect(await rows()).toBe(1);
  await sent("b", 2);
  expect(await rows()).toBe(0);
  expect(await worked(600 * second)).toEqual([]);
});

test("only time in which sync worked since a message was sent counts, and each that is lost is told once", async () => {
  await sent("a", 1);
  clock += 3_600 * second;
  await sent("b", 2);
  clock += 10 * second;
  // a look may be about longer than the message is old
  expect(await worked(50 * second)).toEqual([]);
  await came("b", eventId("$b"), 2);
  expect(await worked(10 * second)).toEqual(everywhere([1]));
  expect(await worked(3_600 * second)).toEqual([]);
  expect((await run((tx) => tx.stores.health.read())).lost).toBe(1);
  // it came after all
  await came("a", eventId("$a"), 1);
  expect((await run((tx) => tx.stores.health.read())).lost).toBe(0);
});

test("further ones of a room are gathered for ten minutes", async () => {
  await sent("a", 1);
  expect(await worked(60 * second)).toEqual(everywhere([1]));
  for (const [at, text] of ["b", "c"].entries()) await sent(text, at + 2);
  expect(await worked(300 * second)).toEqual([]);
  expect((await run((tx) => tx.stores.health.read())).lost).toBe(3);
  expect(await worked(301 * second)).toEqual(everywhere([2, 3]));
});

test("what came back as something else is told as that, and of a lost alarm there is no alarm", async () => {
  await sent("a", 1);
  await came("another", eventId("$a"), 1);
  expect(await worked(5 * second)).toEqual(everywhere([1], "changed"));
  await sent("told", 1, coordination, alarm([1]) as Notice);
  expect(await worked(900 * second)).toEqual([]);
  expect((await run((tx) => tx.stores.health.read())).lost).toBe(2);
});

test("of a coordination room the coordinators hear in private", async () => {
  await sent("a", 7, coordination);
  expect(await worked(60 * second)).toEqual([[clara, { ...alarm([7]), where: { room: "coordination" } }]]);
});

/** As it comes. */
const raw = (text: string, ciphertext: string) => ({
  eventId: eventId(`$${text}`),
  roomId: caseRoom,
  sender: anna,
  event: JSON.stringify({ type: "m.room.encrypted", event_id: `$${text}`, content: { ciphertext } }),
});
/** A machine for which a ciphertext is `number text`, and which dies of "deadly". */
function reader(fatal: (fault: unknown) => boolean, died: () => void): Echoes {
  return startEchoes({
    storage,
    log: openLog("silent"),
    now,
    fatal,
    timeoutMs: 60 * second,
    encryption: {
      async decrypt(event): Promise<Decrypted> {
        const [number, text = ""] = (event as { content: { ciphertext: string } }).content.ciphertext.split(" ");
        if (text === "deadly") {
          died();
          throw new MachineDied();
        }
        if (text === "rubbish") return { ok: false, why: "malformed", reason: "malformed", session: "" };
        const sha256 = Buffer.alloc(32);
        return { ok: true, type: "m.room.message", content: contentOf(text, Number(number)), session: "s", index: 0, sha256 };
      },
    },
  });
}

test("what this process has made is read with the sync; all else is begun first, and what is the end of us is read no more", async () => {
  for (const [at, text] of ["own", "repeat", "deadly", "other", "rubbish"].entries()) await sent(text, at + 1);
  let deaths = 0;
  for (let lives = 0; lives < 6; lives++) {
    const over = Promise.withResolvers<void>();
    const echoes = reader(
      () => {
        over.resolve();
        return true;
      },
      () => deaths++,
    );
    if (lives === 0) {
      const ciphertext = "1 own";
      // the brand has no other source than the machine
      echoes.sending({ ciphertext } as unknown as EncryptedContent);
      const events = [
        raw("own", ciphertext),
        raw("repeat", "2 repeat"),
        raw("deadly", "3 deadly"),
        raw("other", "1 own"),
        raw("rubbish", "5 rubbish"),
      ];
      const back = await echoes.read(events);
      expect(back.map(({ read }) => "link" in read)).toEqual([true, false, false, false, false]);
      await run((tx) => tx.echoes.came(back, now()));
    }
    await Promise.race([over.promise, until(async () => (await unread()) === 0 || undefined, "all is read", 20_000)]);
    await echoes.stop();
    if ((await unread()) === 0) break;
  }
  expect(deaths).toBe(3);
  expect(await worked(5 * second)).toEqual(everywhere([3, 4, 5], "changed"));
  expect(await rows()).toBe(3);
}, 120_000);
const unread = async () => (await storage.database.query("select 1 from liaison.echo where body is not null")).length;
