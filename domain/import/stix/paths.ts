import { stixForms } from "#domain/export/stix/forms.ts";
import { readPattern } from "#domain/import/stix/pattern.ts";
import { type Kind, kinds } from "#domain/indicators/indicator.ts";

/** What a path of an object names: one of these kinds, or any that its value shows. */
export type Named = readonly Kind[] | "any";

const network: readonly Kind[] = ["ipv4", "ipv6", "ipv4-cidr", "ipv6-cidr"];

/** Algorithms of hashes (STIX 2.1, section 10.7, and what others add), without dashes and in lower case. */
const hashes: ReadonlyMap<string, Kind> = new Map(
  (["md5", "sha1", "sha256", "sha512", "ssdeep", "tlsh", "imphash", "authentihash", "ja3", "jarm"] as const).map((one) => [one, one]),
);

/** The kind of a hash by the name of its algorithm; undefined for one that we do not keep. */
export const hashNamed = (algorithm: string): Kind | undefined => hashes.get(algorithm.toLowerCase().replace(/[^a-z0-9]/gu, ""));

const key = (path: readonly string[]): string => `${path[0]}:${path.slice(1).join(".")}`.toLowerCase();

/** Paths of our own export: several kinds under one path are told apart by their value. */
function ownPaths(): ReadonlyMap<string, Named> {
  const found = new Map<string, Named>();
  for (const kind of kinds) {
    const form = stixForms[kind];
    if (form.as !== "pattern" || form.account !== undefined) continue;
    const [test] = readPattern(`[${form.path} = 'x']`) ?? [];
    if (test === undefined || "joined" in test) continue;
    const at = key(test.path);
    found.set(at, found.has(at) ? "any" : [kind]);
  }
  return found;
}

/** Paths of STIX's observables (STIX 2.1, section 6) and of the additions that others use, where they differ from our own. */
const paths: ReadonlyMap<string, Named> = new Map<string, Named>([
  ...ownPaths(),
  ["ipv4-addr:value", network],
  ["ipv6-addr:value", network],
  ["network-traffic:src_ref.value", [...network, "domain", "mac"]],
  ["network-traffic:dst_ref.value", [...network, "domain", "mac"]],
  ["domain-name:resolves_to_refs.value", [...network, "domain"]],
  ["email-message:from_ref.value", ["email"]],
  ["email-message:sender_ref.value", ["email"]],
  ["email-message:body_multipart.body_raw_ref.name", ["filename"]],
  ["process:name", ["filename"]],
  ["process:image_ref.name", ["filename"]],
  ["process:binary_ref.name", ["filename"]],
  ["process:cwd", ["filepath"]],
  ["file:parent_directory_ref.path", ["filepath"]],
  ["user-account:account_login", ["handle"]],
  ["user-account:user_id", ["handle"]],
  ["user-account:display_name", ["handle"]],
  ["hostname:value", ["domain"]],
  ["x-opencti-hostname:value", ["domain"]],
  ["user-agent:value", ["useragent"]],
  ["x-opencti-user-agent:value", ["useragent"]],
  ["x-opencti-cryptocurrency-wallet:value", "any"],
  ["cryptocurrency-wallet:address", "any"],
  ["cryptocurrency-wallet:value", "any"],
  ["bank-account:bic_code", ["bic"]],
  ["vulnerability:name", ["cve"]],
  ["attack-pattern:external_references.external_id", ["attack"]],
]);

/** The kinds that a path names; undefined for one that names no indicator, or none that we know. */
export function namedAt(path: readonly string[]): Named | undefined {
  const last = path.at(-1) ?? "";
  const hash = path.at(-2)?.toLowerCase() === "hashes" ? hashNamed(last) : undefined;
  return hash === undefined ? paths.get(key(path)) : [hash];
}

/** What only narrows another comparison down: nothing is lost when it stands beside a value that was taken. */
const narrowing = new Set([
  ...["network-traffic:dst_port", "network-traffic:src_port", "network-traffic:protocols", "user-account:account_type", "file:size"],
  ...[
    "network-traffic:dst_ref.type",
    "network-traffic:src_ref.type",
    "file:mime_type",
    "x509-certificate:issuer",
    "email-message:is_multipart",
  ],
]);
export const narrows = (path: readonly string[]): boolean => narrowing.has(key(path));

/** A value as people write it: STIX keeps of an autonomous system the number alone. */
export const typedAs = (named: Named, value: string): string => (named[0] === "asn" && /^\d{1,10}$/u.test(value) ? `AS${value}` : value);

/** The name of a path as it is written in a remark. */
export const written = (path: readonly string[]): string => `${path[0]}:${path.slice(1).join(".")}`;
