/**
 * Commands of the design that do not exist yet, by noun: who knows of them from there learns that, and is not led to another
 * command that has a name like theirs. Whoever makes one takes it out here.
 */
export const planned: Readonly<Record<string, readonly string[]>> = {
  my: ["day", "tz", "away", "digest", "show"],
  audit: ["mine", "case", "checkpoint"],
  contact: ["add", "set", "list", "remove"],
  watch: ["add", "list", "remove"],
  case: ["adopt", "reopen", "hold", "purge", "close", "brief", "log", "graph", "timeline"],
  hit: ["ask", "approve", "refuse", "revoke", "snooze", "reveal"],
  enrich: ["cancel"],
  meet: ["move", "agenda", "roll", "minutes"],
  alert: ["mute", "digest"],
  export: ["siena"],
};
