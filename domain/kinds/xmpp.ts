import { defineKind } from "#domain/kinds/define.ts";
import { email, mailPlace } from "#domain/kinds/email.ts";
import { accountStix } from "#domain/kinds/families/account.ts";
import { bracketMail } from "#domain/kinds/traits/defang.ts";
import { grammar } from "#domain/kinds/traits/detection.ts";
import { lasting } from "#domain/kinds/traits/lifetime.ts";
import { attribute } from "#domain/kinds/traits/misp.ts";

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
  detect: [
    {
      as: "named",
      words: "jabber xmpp jid",
      shape:
        /(?:jabber|xmpp|jid)(?:[ _-](?:id|address|account|contact|server)){0,2}[ \t]{0,2}[:=(]?[ \t]{0,2}["'`]?([\w.+-]{1,64}@[\w.-]{3,128}\w)/iy,
    },
    grammar("mail"),
  ],
  names: { types: "jabber-id", headers: "" },
  halfLife: lasting,
  stix: accountStix("user_id", { account: "xmpp", services: "jabber" }),
  misp: attribute("jabber-id", "Social network", false),
  // the same account is often both
  keys: email.keys,
  place: mailPlace,
  defang: bracketMail,
});
