import type { BodyFault } from "#domain/alerts/body.ts";
import type { Became } from "./receive.ts";

/** What a sender is told: a status (RFC 9110) and a sentence that quotes nothing of what was sent. */
export interface Reply {
  readonly status: number;
  readonly sentence: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const reply = (status: number, sentence: string, headers?: Reply["headers"]): Reply => ({ status, sentence, ...(headers && { headers }) });

export const notHere = reply(404, "There is nothing at this address.");
export const onlyPost = reply(405, "Alerts are sent by POST.", { Allow: "POST" });
export const tooLarge = reply(413, "The body has more than 64 KiB.");
export const notNow = reply(503, "Nothing was taken: send it again with the same id.", { "Retry-After": "10" });
const accepted = reply(202, "Accepted.");
/** One answer for every reason, so that nobody learns which addresses are those of sources. */
const refused = reply(401, "Refused: address, signature or timestamp is not right.");
/** Not to be sent again as it is (RFC 9110, section 15.5.10). */
const known = reply(409, "Another alert came with this id: nothing was taken. Give each alert an id of its own.");
const tooMany = reply(429, "Too many: send it again later with the same id.", { "Retry-After": "30" });

const faults: Readonly<Record<BodyFault, string>> = {
  "no-json": "The body is not JSON in UTF-8.",
  "no-object": "The body is not a JSON object.",
  twice: "The body names a field twice.",
  field: "The body has a field other than severity, title, text and indicators.",
  severity: "severity is one of info, low, medium, high, critical.",
  title: "title is a text of 1 to 200 characters.",
  text: "text is a text of at most 4,000 characters.",
  indicators: "indicators is a list of at most 100 texts of at most 4,096 characters, none of them empty.",
};

/** Every way a delivery can end but `malformed`, which says what was wrong. */
const replies: Readonly<Record<Exclude<Became["became"], "malformed">, Reply>> = {
  taken: accepted,
  repeated: accepted,
  other: known,
  "too-many": tooMany,
  signature: refused,
  timestamp: refused,
};

/** The answer to a delivery. */
export const replyTo = (outcome: Became): Reply =>
  outcome.became === "malformed" ? reply(400, faults[outcome.fault]) : replies[outcome.became];
