import type { RoomId, UserId } from "#domain/primitives/ids.ts";
import type { DecryptedEvent } from "../session/decrypt.ts";
import { openPerson, type Person } from "../session/person.ts";
import { deliver } from "./send-alert.ts";

/** One line of the transcript. */
export interface Line {
  /** The room as a reader knows it: "coordination", or a case's reference. */
  readonly room: string;
  /** Who said it. */
  readonly who: string;
  readonly text: string;
  /** The event that an officer's client sent or decrypted. */
  readonly eventId: string;
}

export interface StoryOptions {
  readonly homeserver: string;
  readonly bot: UserId;
  readonly coordination: RoomId;
  readonly people: Readonly<
    Record<
      "clara" | "anna" | "bruno",
      { readonly userId: UserId; readonly password: string; readonly recoveryKey: () => string | undefined }
    >
  >;
  readonly keepRecoveryKey: (userId: UserId, key: string) => void;
  readonly tell: (line: Line) => void;
}

const night = ["198[.]51[.]100[.]7", "hxxps://panel[.]night-owl[.]example/gate[.]php", "44d88612fea8a8f36de82e1278abb02f"];
const day = 24 * 3_600_000;

/**
 * Plays a first day: two cases and one hit, of which each room hears with its own record's id and nothing of the other's; what
 * the sources know; a task, an alert from outside, and a meeting in everybody's own time. Rejects when a client fails.
 */
export async function playStory(options: StoryOptions): Promise<void> {
  const people: Person[] = [];
  const enter = async (name: keyof StoryOptions["people"]): Promise<Person> => {
    const person = await openPerson({
      homeserver: options.homeserver,
      ...options.people[name],
      keepRecoveryKey: (key) => options.keepRecoveryKey(options.people[name].userId, key),
    });
    people.push(person);
    return person;
  };
  try {
    const cast: Cast = { clara: await enter("clara"), anna: await enter("anna"), bruno: await enter("bruno") };
    const scene = stage(options);
    const owl = await playHit(scene, cast, { id: options.coordination, name: "coordination" });
    await playTask(scene, cast, owl);
    await playAlert(scene, cast, owl, { id: options.coordination, name: "coordination" });
    await playMeeting(scene, cast, owl, new Date());
  } finally {
    for (const person of people) await person.leave();
  }
}

interface Cast {
  readonly clara: Person;
  readonly anna: Person;
  readonly bruno: Person;
}
const begins =
  (words: string) =>
  ({ text }: DecryptedEvent) =>
    text.startsWith(words);

async function playHit(scene: Scene, { clara, anna, bruno }: Cast, desk: Room): Promise<Room> {
  await scene.ask(clara, desk, `/officer add ${anna.userId} country:NL tz:Europe/Amsterdam`);
  await scene.ask(clara, desk, `/officer add ${bruno.userId} country:FR tz:Europe/Paris`);
  const owl = refOf(await scene.ask(clara, desk, `/case open "Night Owl" lead:${anna.userId}`));
  const wolf = refOf(await scene.ask(clara, desk, `/case open "Grey Wolf" lead:${bruno.userId}`));
  const owlRoom = { id: await anna.room(owl), name: owl };
  const wolfRoom = { id: await bruno.room(wolf), name: wolf };
  await scene.listen(anna, owlRoom, () => true);
  await scene.listen(bruno, wolfRoom, () => true);
  await scene.ask(anna, owlRoom, `/ioc add ${night.join("\n")}`);
  await scene.ask(bruno, wolfRoom, "/ioc add 198.51.100.7 tlp:green");
  await scene.listen(anna, owlRoom, begins("JOB-1"));
  await scene.listen(anna, owlRoom, begins("HIT-1"));
  await scene.listen(bruno, wolfRoom, begins("HIT-1"));
  await scene.ask(anna, owlRoom, "/hit list");
  return owlRoom;
}

async function playTask(scene: Scene, { anna, bruno }: Cast, owl: Room): Promise<void> {
  await scene.ask(anna, owl, `/case add ${bruno.userId}`);
  await bruno.room(owl.name);
  await scene.ask(anna, owl, `/task add "Preserve server image" for:${bruno.userId} due:+2d`);
  await scene.ask(bruno, owl, "/task mine");
  await scene.listen(bruno, { id: await bruno.room("Liaison, private"), name: "bruno's private room" }, ({ text }) =>
    text.includes("TASK-1"),
  );
  await scene.ask(bruno, owl, "/task done 1");
}

async function playAlert(scene: Scene, { clara, anna }: Cast, owl: Room, desk: Room): Promise<void> {
  await scene.ask(clara, desk, `/alert source add webhook case:${owl.name}`);
  const own = { id: await clara.room("Liaison, private"), name: "clara's private room" };
  const told = await scene.listen(
    clara,
    own,
    ({ text }) => text.includes("Secret: "),
    (text) => text.replace(/whsec_[\w+/=]{20,}/gu, "whsec_…"),
  );
  await deliver(lineOf(told, "Address"), lineOf(told, "Secret"), {
    severity: "high",
    title: "Logged server answers again",
    text: "Seen by the hosting provider's sensor.",
    indicators: ["198.51.100.7"],
  });
  await scene.listen(anna, owl, begins("ALERT-1"));
  await scene.ask(anna, owl, "/alert ack 1");
}

async function playMeeting(scene: Scene, { anna, bruno }: Cast, owl: Room, now: Date): Promise<void> {
  const on = (days: number) => new Date(now.getTime() + days * day).toISOString().slice(0, 10);
  await scene.ask(anna, owl, `/meet plan "Sinkhole consultation" slots:"${on(7)} 10:00, ${on(8)} 14:00" tz:Europe/Amsterdam dur:60m`);
  await scene.ask(bruno, owl, "/meet vote 1 2");
  await scene.ask(anna, owl, "/meet fix 1 2");
  await scene.listen(bruno, owl, ({ text }) => text.endsWith(".ics"));
}

interface Room {
  readonly id: RoomId;
  readonly name: string;
}

type Scene = ReturnType<typeof stage>;

function stage({ bot, tell }: StoryOptions) {
  const short = (user: UserId) => user.slice(1, user.indexOf(":"));
  /** `shown` takes out what must not stand in a transcript. */
  async function listen(
    person: Person,
    room: Room,
    fits: (message: DecryptedEvent) => boolean,
    shown = (text: string): string => text,
  ): Promise<string> {
    const heard = await person.next(room.id, (message) => message.sender === bot && fits(message));
    tell({ room: room.name, who: "liaison", text: shown(heard.text), eventId: heard.eventId });
    return heard.text;
  }
  return {
    listen,
    /** Types a command and waits for its answer. */
    async ask(person: Person, room: Room, text: string): Promise<string> {
      const eventId = await person.say(room.id, text);
      tell({ room: room.name, who: short(person.userId), text, eventId });
      return listen(person, room, ({ answers }) => answers === eventId);
    },
  };
}

function refOf(text: string): string {
  const found = /C-\d{4}-\d{4,}/u.exec(text)?.[0];
  if (found === undefined) throw new Error("the answer names no case");
  return found;
}

function lineOf(text: string, name: string): string {
  const found = new RegExp(`^${name}: (\\S+)$`, "mu").exec(text)?.[1];
  if (found === undefined) throw new Error("the answer lacks a line");
  return found;
}
