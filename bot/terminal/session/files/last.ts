import type { RoomId } from "#domain/primitives/ids.ts";
import type { Command } from "../../../../commands/framework/define.ts";

/** A file that went out from here, or is on its way. */
export interface SentFile {
  readonly name: string;
  /** Its event; undefined if it could not be sent. */
  readonly event: Promise<string | undefined>;
}

/** The last file of each room that was sent from here: a command that works on one and is typed alone means it. */
export interface LastFiles {
  sent(room: RoomId, file: SentFile): void;
  meantBy(text: string, room: RoomId): SentFile | undefined;
}

export function openLastFiles(commands: readonly Pick<Command, "name" | "attachment">[]): LastFiles {
  const files = new Map<RoomId, SentFile>();
  const names = commands.flatMap(({ name, attachment }) => (attachment === "file" ? [name.split(" ")] : []));
  return {
    sent: (room, file) => void files.set(room, file),
    meantBy(text, room) {
      const words = /^(?:\/{1,2}|!)(.*)/u.exec(text)?.[1]?.toLowerCase().split(/\s+/u) ?? [];
      return names.some((name) => name.every((word, at) => words[at] === word)) ? files.get(room) : undefined;
    },
  };
}
