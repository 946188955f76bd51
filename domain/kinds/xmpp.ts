import { defineKind } from "#domain/kinds/define.ts";
import { email } from "#domain/kinds/email.ts";

/** `xmpp:user@host/resource`: the resource names one device and is dropped. */
const shape = /^(?:xmpp:)?([^\s@/?]+@[^\s@/?]+)(?:[/?]\S*)?$/i;

/** An XMPP (Jabber) address, RFC 7622, written as an e-mail address is. */
export const xmpp = defineKind({
  name: "xmpp",
  label: "an XMPP address",
  examples: [
    ["xmpp:Night@Jabber.Example", "night@jabber.example"],
    ["night[@]jabber[.]example/phone", "night@jabber.example"],
  ],
  rejects: ["night@", "@jabber.example", "night", "night@foo"],
  canonicalise: (text) => email.canonicalise(shape.exec(text)?.[1] ?? ""),
  looksLike: () => false,
  shows: (text) => /^xmpp:/i.test(text) || /@(?:\S+\.)?\w*(?:jabber|xmpp)\w*\./i.test(text),
  doubtful: (text) => (/^xmpp:/i.test(text) ? [] : ["email"]),
});
