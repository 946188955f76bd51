/** Whom an invitation names (RFC 5545, sections 3.8.4.1 and 3.8.4.3), in lower case. */
export interface Invitation {
  /** Who invites, and who sends that for them. */
  readonly organisers: readonly string[];
  /** Whom they invite. */
  readonly attendees: readonly string[];
}

const utf8 = new TextDecoder();
const address = /mailto:([^\s<>,;:"']{1,64}@[^\s<>,;:"']{1,255})/giu;

/** The people in a calendar; undefined for what is none. Linear. */
export function invitationIn(bytes: Uint8Array): Invitation | undefined {
  if (!/^\s{0,9}BEGIN:VCALENDAR\s/iu.test(utf8.decode(bytes.subarray(0, 100)))) return undefined;
  const lines = utf8
    .decode(bytes)
    // a long line goes on below, behind a blank
    .replace(/\r?\n[ \t]/gu, "")
    .split("\n");
  const named = (start: RegExp): readonly string[] =>
    lines
      .filter((line) => start.test(line))
      .flatMap((line) => [...line.slice(0, 4_000).matchAll(address)].map(([, one = ""]) => one.toLowerCase()));
  const organisers = [...new Set(named(/^organizer[;:]/iu))];
  return { organisers, attendees: named(/^attendee[;:]/iu).filter((one) => !organisers.includes(one)) };
}
