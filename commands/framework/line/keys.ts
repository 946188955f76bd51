/** Every option key of the grammar, also those of commands yet to come: what is not here is a value or a typing error, never an option. */
export const keys = [
  ...["tlp", "pap", "h", "eval", "cat", "share", "only", "src", "seen", "tag", "note", "reason"],
  ...["to", "for", "due", "tz", "dur", "type", "exp", "slots", "when", "role", "until", "every", "since", "lead", "title"],
  ...["country", "agency", "org", "sector", "agenda", "basis", "away", "deputy", "case", "name", "with"],
] as const;

const known: ReadonlySet<string> = new Set(keys);
export const isKey = (word: string): boolean => known.has(word.toLowerCase());

/** These take the rest of their line. */
export const tails: ReadonlySet<string> = new Set(["note", "reason"]);
/** These take a date, after which a time of day may stand. */
export const dated: ReadonlySet<string> = new Set(["due", "until", "seen", "since", "exp", "when", "away"]);
/** These take several words, separated by commas and blanks. */
export const listed: ReadonlySet<string> = new Set(["only", "tag", "to", "with", "slots", "sector"]);
/** These protect: text that swallows one of them would lower a protection unseen. */
export const protective: ReadonlySet<string> = new Set(["tlp", "pap", "h", "eval", "cat", "share", "only"]);
