import { type Kind, kinds as ours } from "#domain/indicators/indicator.ts";

const network: readonly Kind[] = ["ipv4", "ipv6", "ipv4-cidr", "ipv6-cidr"];
const name: readonly Kind[] = ["domain", "ipv4", "ipv6"];

/** Names that MISP (core format, describeTypes), STIX 2.1 and people's tables give a type; the kinds that it may be, first choice first. */
const others: readonly (readonly [names: string, kinds: readonly Kind[]])[] = [
  ["ip ip-src ip-dst ipaddress ip-address ip-addr ipv4-addr ipv6-addr cidr netblock subnet network", network],
  ["hostname host fqdn domain-name domainname dns", name],
  ["uri link", ["url"]],
  ["email-src email-dst email-addr email-address mail e-mail email-reply-to whois-registrant-email dns-soa-email", ["email"]],
  ["sha-1", ["sha1"]],
  ["sha-256", ["sha256"]],
  ["sha-512", ["sha512"]],
  ["hassh-md5 hasshserver-md5", ["md5"]],
  ["ja3-fingerprint-md5 ja3s", ["ja3"]],
  ["jarm-fingerprint", ["jarm"]],
  ["vulnerability", ["cve"]],
  ["attack-pattern mitre-attack", ["attack"]],
  ["as autonomous-system", ["asn"]],
  ["mac-address mac-addr", ["mac"]],
  ["bitcoin", ["btc"]],
  ["ethereum", ["eth"]],
  ["monero", ["xmr"]],
  ["cc-number credit-card payment-card prtn", ["card"]],
  ["phone-number whois-registrant-phone telephone", ["phone"]],
  ["jabber-id", ["xmpp"]],
  ["twitter-id", ["twitter"]],
  ["telegram-id", ["telegram"]],
  ["file-name email-attachment attachment malware-sample", ["filename", "filepath"]],
  ["file-path", ["filepath", "filename"]],
  ["registry-key windows-registry-key", ["regkey"]],
  ["user-agent http-user-agent", ["useragent"]],
  ["pgp-public-key-fingerprint", ["pgp"]],
];

const byName: ReadonlyMap<string, readonly Kind[]> = new Map([
  ...others.flatMap(([names, kinds]) => names.split(" ").map((one) => [one, kinds] as const)),
  ...ours.map((kind) => [kind, [kind]] as const),
  // more than one of our kinds goes by these names
  ["ipv4", ["ipv4", "ipv4-cidr"]],
  ["ipv6", ["ipv6", "ipv6-cidr"]],
  ["domain", name],
  ["url", ["url", "domain"]],
  ["filename", ["filename", "filepath"]],
]);

/** The kinds that a type's name stands for, in any case and with blanks or underscores for dashes; undefined if nobody uses it so. */
export const kindsNamed = (type: string): readonly Kind[] | undefined =>
  byName.get(type.slice(0, 60).trim().toLowerCase().replace(/[\s_]/gu, "-"));

/** MISP's types of two values with a bar between them; the second kind is absent for what is no indicator (a port, the data of a key). */
const pairs: ReadonlyMap<string, readonly [first: string, second: string | undefined]> = new Map([
  ["domain|ip", ["domain", "ip"]],
  ["hostname|port", ["hostname", undefined]],
  ["ip-src|port", ["ip", undefined]],
  ["ip-dst|port", ["ip", undefined]],
  ["regkey|value", ["regkey", undefined]],
  ["malware-sample", ["filename", "md5"]],
]);

/** The parts of a composite type and value (`filename|sha256`); undefined for a plain type. */
export function parts(type: string, value: string): readonly (readonly [type: string, value: string])[] | undefined {
  const lower = type.slice(0, 60).trim().toLowerCase();
  const [first, second] = pairs.get(lower) ?? (lower.startsWith("filename|") ? ["filename", lower.slice(9)] : []);
  if (first === undefined) return undefined;
  // a file's name holds no bar before its hash; the data of a registry key may
  const bar = second === undefined ? value.indexOf("|") : value.lastIndexOf("|");
  if (bar === -1) return [[first, value]];
  return [[first, value.slice(0, bar)], ...(second === undefined ? [] : [[second, value.slice(bar + 1)] as const])];
}
