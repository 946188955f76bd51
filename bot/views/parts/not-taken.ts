import type { NotTaken } from "#domain/import/not-taken.ts";
import { labelOf } from "./expected.ts";

const closings = {
  smime: "closed or signed as a whole by S/MIME",
  pgp: "closed by PGP",
  winmail: "packed by Outlook (winmail.dat)",
  rtf: "kept in Outlook's own form alone",
} as const;

type Coded = Exclude<NotTaken, string>;

const plain: Readonly<Record<Extract<NotTaken, string>, string>> = {
  "benign-objects": "what is called benign is left out",
  "broken-characters": "some of its characters are broken, so that no value can be read for certain",
  "damaged-attribute": "this attribute is none",
  "deleted-attributes": "deleted attributes are left out",
  "ends-early": "the file ends here, before all of it was closed: it may have been cut off",
  "ends-some-day": "an end of validity is kept as a tag: look whether it has passed",
  "forwarding-sender": "the sender of this mail, who passes on what others wrote, is left out with what their servers wrote",
  "no-pattern": "its pattern is none of STIX 2.1",
  "no-value": "it names no value",
  "not-stored": "its value could not be stored",
  recipients: "recipients and attendees are left out, wherever they stand",
  "recipients-of-mails": "recipients of mails are left out",
  "revoked-objects": "revoked objects are left out",
  sightings: "sightings are not imported; what was sighted is, where it stands in the file",
  uncorrelated: "what is marked as too common to be compared is taken as share:silent",
  "unclosed-quotation": "a quotation mark is never closed: those of this line were read as plain characters",
  "unclosed-quotations": "a quotation mark is never closed, like many before it: from here on they were read as plain characters",
  unread: "this value cannot be read",
  "values-in-remarks": "values in remarks, which begin with #, are left out",
};

const coded: { readonly [C in Coded["code"]]: (why: Extract<Coded, { readonly code: C }>) => string } = {
  unreadable: ({ typed, expected }) => `${typed} is not ${labelOf(expected)}`,
  "check-digits": ({ typed, expected }) => `${typed} is not ${labelOf(expected)}: its check digits do not match`,
  ambiguous: ({ typed, choices }) => `${typed} can be read in several ways: ${choices.join(" or ")}`,
  "own-domain": ({ typed, domain }) => (typed === domain ? typed : `${typed} (at ${domain})`),
  organiser: ({ typed }) => `${typed} organises the invitation that is passed on, and may be a colleague: log it yourself if it is none`,
  reporter: ({ typed, machine }) =>
    typed === machine
      ? `${typed} is left out: it is the computer that reports this`
      : `${typed} is left out: it stands in the domain of a computer that reports this, ${machine}`,
  "perhaps-host": ({ typed }) => `${typed} may be a host or two words of a text, and was not taken: if it is one, add it with type:domain`,
  bytes: ({ lines, more }) =>
    `${lines.length + more === 1 ? "line" : "lines"} ${lines.join(", ")}${more > 0 ? ` and ${more} more` : ""} of the file hold${lines.length + more === 1 ? "s" : ""} bytes that are no UTF-8: what can be is read as Windows-1252, and nothing beside a broken character is taken`,
  "too-long": ({ most }) => `a value has at most ${most} characters`,
  "row-too-long": ({ most }) => `this row is left out: one has at most ${most} characters`,
  "row-too-wide": ({ most }) => `the cells behind the ${most}th are not read`,
  rest: ({ unseen, most, untold }) =>
    [
      ...(unseen > 0 ? [`${unseen} further lines were not looked at: at most ${most} values are taken of one file`] : []),
      ...(untold > 0 ? [`${untold} more were not understood`] : []),
    ].join("; "),
  "unseen-words": ({ lines }) => `${lines} further lines of one word were not looked at more closely`,
  pictures: ({ count }) => `pictures that the text shows are left out (${count})`,
  page: ({ page }) => `page ${page} cannot be read`,
  "pages-from": ({ page }) => `from page ${page} on nothing was read: the file is too long`,
  "page-parts": ({ hosts, more, count }) =>
    `addresses of what the page itself is made of are left out (${count}), from ${hosts.join(", ")}${more > 0 ? ` and ${more} more hosts` : ""}`,
  "rewritten-links": ({ service, count }) =>
    `links were rewritten by ${service} (${count}): where they lead was taken, the addresses of that service were not`,
  "relative-links": ({ count }) => `links without a host are left out (${count}): they lead nowhere without the address of the page`,
  "attached-files": ({ names, count }) =>
    `files inside this file are not read (${count}): ${names.join(", ")}${count > names.length ? ", …" : ""}; save them and import them by themselves`,
  "pages-without-text": ({ page, count }) =>
    count === 1
      ? `page ${page} has no text: pictures are not read`
      : `${count} pages, from page ${page} on, have no text: pictures are not read`,
  "page-edge": ({ typed }) => `${typed} goes on beyond the edge of the page, so that nothing of it was taken`,
  "broken-over-lines": ({ pieces, readings }) =>
    `${pieces.join(" / ")} stands on several lines${readings.length === 0 ? "" : ` and may be ${readings.join(" or ")}`}: write it yourself, nothing of it was taken`,
  cell: ({ typed, column, red }) => `"${typed}" in the column ${column} cannot be read${red ? ", so red was taken" : ""}`,
  "attribute-type": ({ type = "(none)" }) => `attributes of the type ${type} are not imported`,
  "object-type": ({ type = "without a type" }) => `objects of the type ${type} are not imported`,
  "no-object": ({ object }) => `object ${object} is no object`,
  "closed-mail": ({ what }) => `the text of this mail is ${closings[what]} and was not read; nothing of its sender was taken`,
  "more-mails": ({ count }) => `${count} more mails of this file were not read: save them by themselves`,
  "in-attachment": ({ name, line, why }) => `in ${name === "" ? "an attachment" : name}, line ${line}: ${notTaken(why)}`,
  "attachment-closed": ({ name }) =>
    `what stands in ${name === "" ? "an attachment" : name} was not read: it is an archive, of an office program, locked, or a mail inside of five others; save it and import what is in it`,
  "in-attachment-more": ({ name, count }) => `in ${name === "" ? "an attachment" : name}: ${count} more remarks`,
  marking: ({ id, words }) =>
    words === undefined
      ? `the marking ${id} is not in the file, so red was taken`
      : `the marking "${words}" cannot be read, so red was taken`,
  "pattern-language": ({ language }) => `patterns in ${language} are not read`,
  path: ({ path }) => `${path} is no value that can be logged`,
  comparison: ({ path, operator }) => `${path} is compared by ${operator}, which names no single value`,
  object: ({ object, id = "without an id", why }) => `object ${object} (${id}): ${notTaken(why)}`,
  times: ({ why, count }) => `${notTaken(why)} (${count})`,
};

/** One sentence without its final stop, in which what stood in the file is neither escaped nor defanged yet. */
export function notTaken(why: NotTaken): string {
  // an import that began under version 0.1 keeps the sentences that it wrote
  if (typeof why === "string") return plain[why] ?? why;
  // the entry under a code takes its reason, which a look-up by union cannot express
  const write = coded[why.code] as (one: NotTaken) => string;
  return write(why);
}
