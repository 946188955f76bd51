import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Notice } from "#domain/notices/index.ts";
import { policies } from "#domain/notices/policy.ts";
import type { CaseId, RoomId } from "#domain/primitives/ids.ts";
import { render } from "../../../../bot/views/index.ts";
import { openPerson, type Person } from "../../../support/fake-homeserver/person.ts";
import { canary, samples } from "../../../support/notices/index.ts";
import { type Hostile, openHostile, readBy, userOf } from "./hostile.ts";

let hostile: Hostile;
beforeAll(async () => {
  hostile = await openHostile();
});
afterAll(() => hostile?.stop());

// every notice of the table: one that is added later is judged here by itself
const types = Object.keys(policies) as readonly Notice["type"][];
/** All that is said beside a stranger: that the answer went elsewhere, that a stranger is there, and that a member was removed. */
const amongStrangers: readonly Notice["type"][] = ["answered-privately", "stranger-present", "case-member-removed"];
const textOf = (notice: Notice, prefix = "/") => render(notice, { prefix }).text;
/** What stands in the room in place of everything else. */
const fixed = (ghost: Person) => {
  const sentence = `Not shown here: ${ghost.userId} is in this room and no member of the case.`;
  return [sentence, `${sentence} Sent to you in private.`, `${sentence} Sent in private to those who are.`];
};
const mark: Notice = { type: "case-member-removed", ref: "C-2026-9999", userId: "@nobody:hostile.example" as never };

// each two of the traits meet once
const kinds: readonly (readonly ["injected" | "forced", "on the roster" | "unknown", "with an identity" | "without one"])[] = [
  ["injected", "on the roster", "with an identity"],
  ["injected", "unknown", "without one"],
  ["forced", "on the roster", "without one"],
  ["forced", "unknown", "with an identity"],
];
type Kind = (typeof kinds)[number];
let count = 0;
/** A ghost enters or leaves: in the bot's sync alone, or for everybody. */
function move(room: RoomId, ghost: Person, [way]: Kind, membership: "join" | "leave"): void {
  const event = { type: "m.room.member", sender: ghost.userId, state_key: ghost.userId, content: { membership } };
  if (way === "injected") hostile.server.inject(room, event, hostile.me);
  else hostile.server.force(room, ghost.userId, membership);
}
async function enter(room: RoomId, kind: Kind): Promise<Person> {
  const ghost = await openPerson(hostile.server, `ghost${++count}`, { signed: kind[2] === "with an identity" });
  if (kind[1] === "on the roster") await hostile.run((tx) => tx.stores.roster.save({ userId: userOf(ghost), country: "FR" }));
  move(room, ghost, kind, "join");
  return ghost;
}
async function haunted(room: RoomId, kind: Kind): Promise<Person> {
  const ghost = await enter(room, kind);
  await membersAre(room, ghost, true);
  return ghost;
}
const membersAre = (room: RoomId, ghost: Person, there: boolean) =>
  hostile.eventually(async () => {
    const members = await hostile.run((tx) => tx.rooms.members(room));
    return members.some(({ userId }) => userId === ghost.userId) === there ? true : undefined;
  }, "the ghost's coming or going");
/** Neither a key, nor, of somebody unknown, a try to give one, nor anything that it could read. An officer has a room of their own. */
async function expectDeaf(ghost: Person, room: RoomId, [, roster]: Kind): Promise<void> {
  await ghost.sync();
  const ours = ghost.keyed.filter(({ by }) => by === hostile.me);
  expect(ours.map((key) => key.room)).not.toContain(room);
  if (roster === "unknown") expect([hostile.keysFor(ghost.userId), ours]).toEqual([[], []]);
  expect(await readBy(ghost, hostile.said(room))).toEqual([]);
}
/** Hits and what is held wait for ever, and would be tried again with each message of the tests to come. */
const dropWaiting = () =>
  hostile.run(async (tx) => {
    for (const { id } of await tx.outbox.waiting(10_000)) await tx.outbox.drop(id, new Date());
  });
const last = (room: RoomId) => hostile.server.rooms.events(room).at(-1)?.event_id;
const answered = (room: RoomId, asker: Person, notices: readonly Notice[], about?: CaseId) =>
  hostile.run(async (tx) => {
    for (const notice of notices)
      await tx.outbox.answer({ room, notice, asker: userOf(asker), prefix: "/", ...(about && { about }) }, new Date());
  });
/** What a member reads of what was said since, once that was at least so many. */
async function heard(person: Person, room: RoomId, from: string | undefined, enough: (texts: readonly string[]) => boolean) {
  return hostile.eventually(async () => {
    const texts = await readBy(person, hostile.said(room, from));
    return enough(texts) ? texts : undefined;
  }, "what is said");
}
const typedByOfficers = [
  `/ioc add ${canary}.example tpl:red`,
  `/task add "arrest ${canary} at dawn" due:31/02`,
  `/ioc ad ${canary}.example`,
  `/case add @${canary}`,
  `/${canary}`,
  "/ioc list",
  "/bot help",
  "/bot status",
];

describe.each(kinds)("a ghost that is %s, %s, %s", (...kind) => {
  test("hears nothing in a case's room: no key, and no word but the fixed sentences", async () => {
    const { anna } = hostile;
    const { of, room } = await hostile.openCase();
    await anna.say(room, "/bot version");
    await heard(anna, room, undefined, (texts) => texts.length === 1);

    const ghost = await haunted(room, kind);
    const from = last(room);
    for (const text of typedByOfficers) await anna.say(room, text);
    const typed = last(room);
    await hostile.handled();
    const own = await ghost.say(room, `/case add ${ghost.userId}`, [hostile.me]);
    await ghost.say(room, `/ioc find ${canary}.example`, [hostile.me]);
    await answered(room, anna, [...types.map((type) => samples[type]), mark], of);
    await hostile.run((tx) => tx.outbox.send({ to: { case: of }, notice: samples["officer-list"] }, new Date()));
    await answered(room, anna, [mark], of);
    const texts = await heard(anna, room, from, (found) => found.filter((text) => text === textOf(mark)).length === 2);
    expect(texts.filter((text) => !fixed(ghost).includes(text) && text !== textOf(mark)).toSorted()).toEqual(
      amongStrangers.map((type) => textOf(samples[type])).toSorted(),
    );
    expect(texts.join("\n")).not.toContain(canary);
    await expectDeaf(ghost, room, kind);

    // the machine that read nothing does read what it has a key to
    const events = hostile.server.rooms.events(room);
    const readable = kind[0] === "forced" ? [own, typed] : [own];
    for (const id of readable)
      expect(
        await readBy(
          ghost,
          events.filter((event) => event.event_id === id),
        ),
      ).toHaveLength(1);
    expect((await hostile.run((tx) => tx.stores.cases.members(of))).some(({ userId }) => userId === ghost.userId)).toBe(false);

    move(room, ghost, kind, "leave");
    await membersAre(room, ghost, false);
    const gone = last(room);
    await anna.say(room, `/ioc ad ${canary}.example`);
    await heard(anna, room, gone, (found) => found.join().includes(canary));
    await expectDeaf(ghost, room, kind);
    await dropWaiting();
  });

  test("silences a coordination room, in which nothing runs", async () => {
    const { clara } = hostile;
    const room = await hostile.coordination();
    const ghost = await haunted(room, kind);
    const from = last(room);
    await clara.say(room, `/officer add @silently${count}:hostile.example country:DE`);
    await ghost.say(room, "/case list", [hostile.me]);
    await answered(
      room,
      clara,
      types.map((type) => samples[type]),
    );
    // each was tried, and waits since or went to who asked
    await hostile.eventually(async () => {
      const items = (await hostile.waiting()).filter(({ to }) => "room" in to && to.room === room);
      return items.every(({ attempts }) => attempts > 0) ? true : undefined;
    }, "an attempt at each message");
    expect(hostile.said(room, from)).toEqual([]);
    await expectDeaf(ghost, room, kind);
    const roster = await hostile.run((tx) => tx.stores.roster.list());
    expect(roster.some(({ userId }) => userId.startsWith("@silently"))).toBe(false);
    await dropWaiting();
  });

  test("ends an officer's own room: what is for them is said in another one", async () => {
    const { anna } = hostile;
    const tell = (notice: Notice) => hostile.run((tx) => tx.outbox.send({ to: { officer: userOf(anna) }, notice }, new Date()));
    const own = () => hostile.run((tx) => tx.rooms.ofOfficer(userOf(anna)));
    await tell(samples.version);
    const room = await hostile.eventually(own, "a room of anna's own");
    await heard(anna, room, undefined, (texts) => texts.length > 0);
    // what is on its way already is said before the bot can know
    const forAnna = async () => (await hostile.waiting()).some(({ to }) => "officer" in to && to.officer === anna.userId);
    await hostile.eventually(async () => ((await forAnna()) ? undefined : true), "the end of what waits for anna");
    const ghost = await enter(room, kind);
    const from = last(room);
    // the bot leaves it as soon as it sees the ghost
    await hostile.eventually(async () => ((await own()) === room ? undefined : true), "the end of that room");
    const all = types.map((type) => samples[type]).filter(({ type }) => !policies[type].labelled && policies[type].hears !== "hit");
    for (const notice of all) await tell(notice);
    const other = await hostile.eventually(async () => {
      const now = await own();
      return now === room ? undefined : now;
    }, "another room of anna's own");
    await tell({ type: "version", version: "the last" });
    const texts = await heard(anna, other, undefined, (found) => found.includes("Liaison the last"));
    for (const notice of all) expect(texts, notice.type).toContain(textOf(notice, "!"));
    expect(hostile.said(room, from)).toEqual([]);
    for (const each of [room, other]) await expectDeaf(ghost, each, kind);
  });
});

test("a coordinator who was put into a case's room, and is no member of the case, gets no key to it", async () => {
  const { anna } = hostile;
  const { of, room } = await hostile.openCase();
  await anna.say(room, "/bot version");
  await heard(anna, room, undefined, (texts) => texts.length === 1);
  const kind: Kind = ["forced", "on the roster", "with an identity"];
  const ghost = await openPerson(hostile.server, `ghost${++count}`, { signed: true });
  await hostile.run((tx) => tx.stores.roster.save({ userId: userOf(ghost), country: "FR", role: "coordinator" }));
  move(room, ghost, kind, "join");
  await membersAre(room, ghost, true);
  const from = last(room);
  await anna.say(room, `/ioc ad ${canary}.example`);
  await answered(room, anna, [mark], of);
  await heard(anna, room, from, (texts) => texts.includes(textOf(mark)));
  await expectDeaf(ghost, room, kind);
  await hostile.run((tx) => tx.stores.roster.remove(userOf(ghost)));
});
