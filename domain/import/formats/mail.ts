import { defineFormat } from "#domain/import/formats/define.ts";
import { readMail } from "#domain/import/mail/read.ts";
import { refuse } from "#domain/import/refuse.ts";
import { isMail } from "#domain/import/sniff.ts";
import { ok } from "#domain/primitives/result.ts";

const about = {
  encodes: true,
  line: "1 for the headers, 2 for the text, 3 for what hangs on it",
  reads: [
    "the senders' addresses, and the servers on the mail's way",
    "subject, text and HTML, with the addresses to which links lead",
    "attachments as files of their own, by what is in them; of what is no list of indicators also name, SHA-256 and MD5",
    "mails that hang on it under whatever type, to a depth of five, and several mails of one file",
    "when it was sent, as when its values were seen",
  ],
  leavesOut: [
    [
      "recipients, wherever they stand, also in headers that a text quotes in any language, and the machines of their domains",
      "they are victims or colleagues",
    ],
    [
      "the sender of a mail that quotes another one or passes one, an invitation or a list on, with what their servers wrote, their phones and their own hosts",
      "they report it",
    ],
    [
      "texts that S/MIME or PGP closes, winmail.dat, and Outlook's text in RTF alone, with their senders",
      "nothing here opens them; each is named",
    ],
    ["who organises an invitation that is passed on", "they may be a colleague or the suspect; each is named"],
    ["signatures", "they prove who wrote a mail"],
    ["pictures that the text shows, such as logos", "they say nothing of who sent them"],
  ],
} as const;

/** RFC 5322 and MIME, one or several (mbox, RFC 4155). */
export const eml = defineFormat({
  name: "eml",
  label: "mail as it was sent (.eml, .mbox, .emlx)",
  ...about,
  read: async ({ text, name, bytes }, { inside }) => {
    if (!isMail(text, name)) return undefined;
    const { openEml } = await import("#domain/import/mail/open.ts");
    const opened = await openEml(bytes);
    return opened === undefined ? refuse(name, "broken-mail") : ok(await readMail("eml", { ...opened, inside }));
  },
});

/** MS-OXMSG. */
export const msg = defineFormat({
  name: "msg",
  label: "mail as Outlook saves it (.msg)",
  ...about,
  read: async ({ sniffed, name, bytes }, { inside }) => {
    if (sniffed !== "compound") return undefined;
    const [{ openMsg }, { BrokenCfb }] = await Promise.all([import("#domain/import/mail/open.ts"), import("#domain/import/mail/cfb.ts")]);
    try {
      const mail = await openMsg(bytes);
      return mail === undefined ? refuse(name, "office-file") : ok(await readMail("msg", { mails: [mail], more: 0, inside }));
    } catch (fault) {
      if (!(fault instanceof BrokenCfb)) throw fault;
      return refuse(name, "broken-msg");
    }
  },
});
