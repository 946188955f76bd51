import { defineFormat } from "#domain/import/formats/define.ts";
import { isMail } from "#domain/import/sniff.ts";

const about = {
  encodes: true,
  line: "1 for the headers, 2 for the text, 3 for what hangs on it",
  reads: [
    "the senders' addresses, and the servers on the mail's way",
    "subject, text and HTML, with the addresses to which links lead",
    "of an attachment its name, SHA-256 and MD5",
    "mails that hang on it, to a depth of five",
    "when it was sent, as when its values were seen",
  ],
  leavesOut: [
    ["recipients, wherever they stand", "they are victims or colleagues"],
    ["the sender of a mail that passes another one on, with what their servers wrote", "they report the mail"],
    ["pictures that the text shows, such as logos", "they say nothing of who sent them"],
  ],
} as const;

/** RFC 5322 and MIME. */
export const eml = defineFormat({
  name: "eml",
  label: "mail as it was sent (.eml)",
  ...about,
  read: async ({ text, name, bytes }) =>
    isMail(text, name) ? (await import("#domain/import/mail/eml.ts")).readEml(name, bytes) : undefined,
});

/** MS-OXMSG. */
export const msg = defineFormat({
  name: "msg",
  label: "mail as Outlook saves it (.msg)",
  ...about,
  read: async ({ sniffed, name, bytes }) =>
    sniffed === "compound" ? (await import("#domain/import/mail/msg.ts")).readMsg(name, bytes) : undefined,
});
