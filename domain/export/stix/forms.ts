import type { Kind } from "#domain/indicators/indicator.ts";

/** How a kind stands in STIX: a comparison in a pattern, a rule of its own language, or an object that is no indicator. */
export type StixForm =
  | { readonly as: "pattern"; readonly path: string; readonly operator?: "ISSUBSET"; readonly account?: string; readonly number?: true }
  | { readonly as: "yara" }
  | { readonly as: "vulnerability" | "technique" };

const at = (path: string): StixForm => ({ as: "pattern", path });
const within = (path: string): StixForm => ({ as: "pattern", path, operator: "ISSUBSET" });
const account = (property: "account_login" | "user_id", type?: string): StixForm => ({
  as: "pattern",
  path: `user-account:${property}`,
  ...(type !== undefined && { account: type }),
});
const wallet = at("cryptocurrency-wallet:value");

/**
 * The form of every kind. Paths of STIX's own observables (STIX 2.1, section 6) where there is one, else of those that our
 * extension defines, under the names that other programs use for them.
 */
export const stixForms: Readonly<Record<Kind, StixForm>> = {
  ipv4: at("ipv4-addr:value"),
  ipv6: at("ipv6-addr:value"),
  "ipv4-cidr": within("ipv4-addr:value"),
  "ipv6-cidr": within("ipv6-addr:value"),
  mac: at("mac-addr:value"),
  domain: at("domain-name:value"),
  url: at("url:value"),
  email: at("email-addr:value"),
  md5: at("file:hashes.MD5"),
  sha1: at("file:hashes.'SHA-1'"),
  sha256: at("file:hashes.'SHA-256'"),
  sha512: at("file:hashes.'SHA-512'"),
  ssdeep: at("file:hashes.SSDEEP"),
  tlsh: at("file:hashes.TLSH"),
  authentihash: at("file:hashes.AUTHENTIHASH"),
  imphash: at("file:extensions.'windows-pebinary-ext'.imphash"),
  ja3: at("tls-fingerprint:ja3"),
  jarm: at("tls-fingerprint:jarm"),
  cve: { as: "vulnerability" },
  attack: { as: "technique" },
  asn: { as: "pattern", path: "autonomous-system:number", number: true },
  ga: at("analytics-id:value"),
  adsense: at("analytics-id:value"),
  gtm: at("analytics-id:value"),
  btc: wallet,
  eth: wallet,
  xmr: wallet,
  ltc: wallet,
  doge: wallet,
  trx: wallet,
  xrp: wallet,
  sol: wallet,
  bch: wallet,
  dash: wallet,
  zec: wallet,
  ada: wallet,
  xtz: wallet,
  iban: at("bank-account:iban"),
  bic: at("bank-account:bic"),
  card: at("payment-card:card_number"),
  phone: at("phone-number:value"),
  regkey: at("windows-registry-key:key"),
  mutex: at("mutex:name"),
  useragent: at("network-traffic:extensions.'http-request-ext'.request_header.'User-Agent'"),
  yara: { as: "yara" },
  filename: at("file:name"),
  // a path may be a folder's as well; the whole of it stands in one comparison
  filepath: at("directory:path"),
  matrix: account("user_id", "matrix"),
  xmpp: account("user_id", "xmpp"),
  tox: account("user_id", "tox"),
  telegram: account("account_login", "telegram"),
  twitter: account("account_login", "twitter"),
  discord: account("account_login", "discord"),
  icq: account("user_id", "icq"),
  handle: account("account_login"),
  pgp: at("cryptographic-key:value"),
  text: at("text:value"),
};

/** A string constant of the pattern language (STIX 2.1, section 9.6.4). */
const quoted = (text: string): string => `'${text.replace(/[\\']/gu, "\\$&")}'`;

/** The pattern that finds a value. */
export function stixPattern({ path, operator, account, number }: Extract<StixForm, { readonly as: "pattern" }>, value: string): string {
  const constant = number ? value.replace(/\D/gu, "") : quoted(value);
  const first = account === undefined ? "" : `user-account:account_type = ${quoted(account)} AND `;
  return `[${first}${path} ${operator ?? "="} ${constant}]`;
}
