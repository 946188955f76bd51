import type { Line } from "./story.ts";

const eventIdLength = 8;

/** Prints lines as `room  who  text`, one room's name once in a row, the start of the event id at the end of the first line. */
export function transcript(say: (line: string) => void): (line: Line) => void {
  let room: string | undefined;
  return (line) => {
    if (line.room !== room) say(`── ${line.room} ${"─".repeat(Math.max(0, 60 - line.room.length))}`);
    room = line.room;
    const [first = "", ...rest] = line.text.split("\n");
    say(`${line.who.padStart(8)}  ${first}  ${line.eventId.slice(0, eventIdLength)}`);
    for (const more of rest) say(`${" ".repeat(8)}  ${more}`);
  };
}
