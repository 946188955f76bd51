import { defineFormat } from "#domain/import/formats/define.ts";
import { gathering } from "#domain/import/gather.ts";
import { takeText } from "#domain/import/text.ts";
import { ok } from "#domain/primitives/result.ts";

/** Lines that name people, or the calendar itself (RFC 5545, sections 3.8.4.1, 3.8.4.3, 3.8.4.7 and 3.7.3). */
const people = /^(?:attendee|organizer)[;:]/iu;
const itself = /^(?:uid|prodid|x-wr-[\w-]+|tzid|tzurl)[;:]/iu;

/** The lines of a calendar with those blanked that name people or the calendar; a folded line goes with the one before it. */
function shownOf(text: string): { readonly text: string; readonly named: boolean } {
  let [isLeft, named] = [false, false];
  const lines = text.split("\n").map((line) => {
    if (!/^[ \t]/u.test(line)) {
      isLeft = people.test(line) || itself.test(line);
      named ||= people.test(line);
    }
    return isLeft ? "" : line.replaceAll("\\n", " ").replaceAll("\\,", ",");
  });
  return { text: lines.join("\n").replace(/\r?\n[ \t]/gu, ""), named };
}

/** RFC 5545. */
export const calendar = defineFormat({
  name: "calendar",
  label: "calendar files (.ics)",
  line: "the line, counted without what is folded",
  reads: ["what stands in titles, places, descriptions and links"],
  leavesOut: [
    ["organisers and attendees", "they are colleagues or victims"],
    ["ids of entries and programs", "they are the calendar's own"],
  ],
  read: async ({ sniffed, text }, { kinds }) => {
    if (sniffed !== "text" || !/^\s{0,9}BEGIN:VCALENDAR\s/iu.test(text)) return undefined;
    const gather = gathering("calendar", kinds);
    const shown = shownOf(text);
    gather.mark(shown.text);
    await takeText(gather, shown.text);
    if (shown.named) gather.unclear(1, "recipients");
    return ok(gather.reading());
  },
});
