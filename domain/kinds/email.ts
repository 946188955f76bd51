import { defineKind } from "#domain/kinds/define.ts";
import { readDomain } from "#domain/kinds/domain.ts";
import { readIpv4 } from "#domain/kinds/ipv4.ts";

const shape = /^(?:mailto:)?([^\s@]{1,64})@([^\s@?]{1,1000})(?:\?\S*)?$/i;
/** Dot-atom of RFC 5321 with the letters of RFC 6531; dots in odd places do occur and are kept. */
const local = /^[\p{L}\p{M}\p{N}!#$%&'*+./=?^_`{|}~-]+$/u;

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
});
