import { type Kind, kinds } from "#domain/kinds/index.ts";

const addresses: readonly Kind[] = ["ipv4", "ipv6", "ipv4-cidr", "ipv6-cidr"];

/** Our kinds by MISP's types of attributes (MISP core format, "attribute types"); a kind's own name stands for itself. */
const byType: ReadonlyMap<string, readonly Kind[]> = new Map<string, readonly Kind[]>([
  ...kinds.map((kind) => [kind, [kind]] as const),
  ...["ip", "ip-src", "ip-dst"].map((type) => [type, addresses] as const),
  ["hostname", ["domain"]],
  ...["url", "uri", "link"].map((type) => [type, ["url"]] as const),
  ...["email-src", "email-dst", "email-reply-to", "target-email", "whois-registrant-email", "dns-soa-email"].map(
    (type) => [type, ["email"]] as const,
  ),
  ["x509-fingerprint-md5", ["md5"]],
  ["x509-fingerprint-sha1", ["sha1"]],
  ["x509-fingerprint-sha256", ["sha256"]],
  ["ja3-fingerprint-md5", ["ja3"]],
  ["jarm-fingerprint", ["jarm"]],
  ["vulnerability", ["cve"]],
  ["as", ["asn"]],
  ["mac-address", ["mac"]],
  ["cc-number", ["card"]],
  ...["phone-number", "prtn", "whois-registrant-phone"].map((type) => [type, ["phone"]] as const),
  ["twitter-id", ["twitter"]],
  ["jabber-id", ["xmpp"]],
  ...["filename", "attachment"].map((type) => [type, ["filename", "filepath"]] as const),
  ["malware-sample", ["filename", "md5"]],
  ["user-agent", ["useragent"]],
  ["other", ["text"]],
]);
const ofType = (type: string): readonly Kind[] => byType.get(type.trim().toLowerCase()) ?? [];

/**
 * The kinds for which a list counts; undefined: for all. A pair (`domain|ip`) is no value of ours: its halves count only where
 * a list names nothing but pairs, since MISP, too, looks a value alone up only where its own type is named.
 */
export function kindsOf(matching: readonly string[]): ReadonlySet<Kind> | undefined {
  if (matching.length === 0 || matching.some((type) => type.trim().toUpperCase() === "ALL")) return undefined;
  const single = matching.filter((type) => !type.includes("|"));
  return new Set((single.length > 0 ? single : matching.flatMap((type) => type.split("|"))).flatMap(ofType));
}
