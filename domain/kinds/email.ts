import { put } from "#domain/extract/scan.ts";
import { defineKind } from "#domain/kinds/define.ts";
import { readDomain } from "#domain/kinds/domain.ts";
import { readIpv4 } from "#domain/kinds/ipv4.ts";
import { bracketMail } from "#domain/kinds/traits/defang.ts";
import { type Findable, grammar, type Scan } from "#domain/kinds/traits/detection.ts";
import { keysAt } from "#domain/kinds/traits/keys.ts";
import { payload } from "#domain/kinds/traits/misp.ts";
import { at } from "#domain/kinds/traits/stix.ts";

const shape = /^(?:mailto:)?([^\s@]{1,64})@([^\s@?]{1,1000})(?:\?\S*)?$/i;
/** Dot-atom of RFC 5321 with the letters of RFC 6531; dots in odd places do occur and are kept. */
const local = /^[\p{L}\p{M}\p{N}!#$%&'*+./=?^_`{|}~-]+$/u;

const envelope = /(?:SRS[01][=+-]|(?:prvs|btv1|msprvs1)=)[\w.+=-]{1,120}@[\p{L}\p{N}.-]{1,200}/iuy;
/** "SRS0=aB1c=TT=bank.test=anna@owl.example": the address of somebody else inside the one of who passes their mail on. */
function forwarded(scan: Scan, from: number, kind: Findable): number {
  envelope.lastIndex = from;
  const found = envelope.exec(scan.text)?.[0].replace(/[.-]+$/u, "");
  return found !== undefined && put(scan, kind, from, from + found.length) ? from + found.length : -1;
}

/** The domain or the address behind the last at sign. */
export const mailPlace = (value: string): string => value.slice(value.lastIndexOf("@") + 1).replace(/^\[|\]$/gu, "");

/** RFC 5321 without quoted local parts, in lower case: providers do not tell them apart, and people do not type them alike. */
export const email = defineKind({
  name: "email",
  label: "an e-mail address",
  examples: [
    ["User@Evil.Example", "user@evil.example"],
    ["user[@]evil[.]example", "user@evil.example"],
    ["user [at] evil [dot] example", "user@evil.example"],
    ["mailto:user@evil.example?subject=x", "user@evil.example"],
    ["<first.last+tag@mail.evil.example>", "first.last+tag@mail.evil.example"],
    ["user@пример.рф", "user@xn--e1afmkfd.xn--p1ai"],
    ["user@[198.51.100.7]", "user@[198.51.100.7]"],
  ],
  rejects: [
    "user@",
    "@evil.example",
    "user@foo",
    "a b@evil.example",
    "user@@evil.example",
    "user@invoice.pdf",
    `${"a".repeat(65)}@evil.example`,
  ],
  canonicalise: (text) => {
    const parts = shape.exec(text);
    const name = parts?.[1]?.toLowerCase().normalize("NFC") ?? "";
    const at = parts?.[2] ?? "";
    if (!local.test(name)) return undefined;
    const address = at.startsWith("[") && at.endsWith("]") ? readIpv4(at.slice(1, -1)) : undefined;
    const place = address === undefined ? readDomain(at) : `[${address}]`;
    return place === undefined ? undefined : `${name}@${place}`;
  },
  looksLike: (text) => /^[^\s@/]+@[^\s@/]+$/u.test(text),
  detect: [grammar("mail"), { as: "opened", words: "srs0 srs1 prvs btv1 msprvs1", read: forwarded }],
  names: {
    types: "email-src email-dst email-addr email-address mail e-mail email-reply-to whois-registrant-email dns-soa-email",
    headers:
      "email emails emailaddress mail mailaddress sender from emailadresse mailadresse absender adressemail adresseemail " +
      "courriel correo correoelectronico afzender emailadres",
  },
  halfLife: { days: 180, speed: 1 },
  stix: at("email-addr:value", { paths: "email-message:from_ref.value email-message:sender_ref.value" }),
  misp: {
    ...payload("email"),
    warned: "email-src email-dst email-reply-to target-email whois-registrant-email dns-soa-email",
  },
  keys: (value) => keysAt(`email ${value}`, mailPlace(value)),
  place: mailPlace,
  defang: bracketMail,
});
