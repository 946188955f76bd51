import type { RoomId, UserId } from "#domain/ids.ts";
import type { Heard } from "./ear.ts";
import { openPerson, type Person } from "./person.ts";

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

/**
 * Plays two cases and one hit: clara opens both, anna logs three indicators, bruno logs an address that anna's case holds,
 * and each room hears of the hit with its own record's id and nothing of the other's. Rejects when a client fails.
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
    const clara = await enter("clara");
    const anna = await enter("anna");
    const bruno = await enter("bruno");
    const scene = stage(options);
    const desk = { id: options.coordination, name: "coordination" };

    await scene.ask(clara, desk, `/officer add ${anna.userId} country:NL`);
    await scene.ask(clara, desk, `/officer add ${bruno.userId} country:FR`);
    const owl = refOf(await scene.ask(clara, desk, `/case open "Night Owl" lead:${anna.userId}`));
    const wolf = refOf(await scene.ask(clara, desk, `/case open "Grey Wolf" lead:${bruno.userId}`));
    const owlRoom = { id: await anna.room(owl), name: owl };
    const wolfRoom = { id: await bruno.room(wolf), name: wolf };
    await scene.listen(anna, owlRoom, () => true);
    await scene.listen(bruno, wolfRoom, () => true);
    await scene.ask(anna, owlRoom, `/ioc add ${night.join("\n")}`);
    await scene.ask(bruno, wolfRoom, "/ioc add 198.51.100.7 tlp:green");
    await scene.listen(anna, owlRoom, ({ text }) => text.startsWith("HIT-1"));
    await scene.listen(bruno, wolfRoom, ({ text }) => text.startsWith("HIT-1"));
    await scene.ask(anna, owlRoom, "/hit list");
  } finally {
    for (const person of people) await person.leave();
  }
}

interface Room {
  readonly id: RoomId;
  readonly name: string;
}

function stage({ bot, tell }: StoryOptions) {
  const short = (user: UserId) => user.slice(1, user.indexOf(":"));
  async function listen(person: Person, room: Room, fits: (message: Heard) => boolean): Promise<string> {
    const heard = await person.hear(room.id, (message) => message.sender === bot && fits(message));
    tell({ room: room.name, who: "liaison", text: heard.text, eventId: heard.eventId });
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
