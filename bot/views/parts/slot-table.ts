import { type Meeting, zonesOf } from "#domain/meetings/meeting.ts";
import { shownIn } from "#domain/time/local-time.ts";
import { dots, lines, own, type Piece, text } from "./html.ts";

/** Zones that still stand below each slot; of more, each reader looks for their own and finds all slots below it. */
const fewZones = 3;
/** A message has room for so many bytes of text and HTML, with something around them. */
const mostBytes = 16_000;
const size = ({ text, html }: Piece): number => Buffer.byteLength(text) + Buffer.byteLength(html);
/** Below "1. ", in HTML as well. */
const indent = own("\u00a0\u00a0\u00a0");

/** `2027-03-02 15:00 Europe/Paris (14:00 UTC)` */
export const clock = (at: Date, zone: string): Piece => own(shownIn(at, zone));

/** An instant on the clocks of all zones of the meeting, a line each. */
export const everyClock = (at: Date, meeting: Meeting): Piece => lines(zonesOf(meeting).map((zone) => clock(at, zone)));

/** All slots with their numbers, on the clock of each zone of the meeting. */
export function slotTable(meeting: Meeting): Piece {
  const { slots } = meeting;
  const zones = zonesOf(meeting);
  const numbered = (zone: string): readonly Piece[] => slots.map((at, index) => text`${index + 1}. ${clock(at, zone)}`);
  if (zones.length === 1) return lines(zones.flatMap(numbered));
  const table =
    zones.length <= fewZones
      ? lines(slots.flatMap((at, index) => zones.map((zone, row) => text`${row === 0 ? text`${index + 1}. ` : indent}${clock(at, zone)}`)))
      : lines(zones.flatMap((zone) => [text`${own(zone)}:`, ...numbered(zone)]));
  return size(table) <= mostBytes ? table : lines(slots.map(compact(zones)));
}

/** `1. 2027-03-02 14:00 UTC · 15:00 Europe/Amsterdam, Europe/Paris · 2027-03-03 01:00 Australia/Sydney`: for very many zones. */
const compact =
  (zones: readonly string[]) =>
  (at: Date, index: number): Piece => {
    const utc = shownIn(at, "UTC");
    const local = (zone: string): string => shownIn(at, zone).slice(0, 16);
    const groups = [...Map.groupBy(zones, local)].filter(([, together]) => together.some((zone) => zone !== "UTC"));
    const told = groups.map(([there, together]) => {
      const shown = there.slice(0, 10) === utc.slice(0, 10) ? there.slice(11) : there;
      return own(`${shown} ${together.join(", ")}`);
    });
    return text`${index + 1}. ${dots([own(utc), ...told])}`;
  };
