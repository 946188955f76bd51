import { sha256 } from "@noble/hashes/sha2.js";
import { base58, base58xrp, bech32, bech32m } from "@scure/base";
import fc from "fast-check";
import type { Kind } from "#domain/indicators/indicator.ts";
import { kindOf } from "#domain/kinds/index.ts";

const hex = (digits: number) => fc.string({ unit: fc.constantFrom(..."0123456789abcdef"), minLength: digits, maxLength: digits });
const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const digits = (from: number, to: number) => fc.string({ unit: fc.constantFrom(..."0123456789"), minLength: from, maxLength: to });
const name = (from: number, to: number) =>
  fc
    .string({ unit: fc.constantFrom(..."abcdefghijklmnopqrstuvwxyz0123456789"), minLength: from, maxLength: to })
    .map((rest) => `o${rest}w`);
const host = fc
  .tuple(fc.array(name(1, 12), { minLength: 1, maxLength: 3 }), fc.constantFrom("com", "net", "org", "top", "co.uk", "ru", "example"))
  .map(([labels, end]) => [...labels, end].join("."));
const octet = fc.integer({ min: 1, max: 254 });
const ipv4 = fc.tuple(octet, octet, octet, octet).map((parts) => parts.join("."));
const checked = (version: readonly number[], alphabet = base58) =>
  bytes(20).map((hash) => {
    const payload = Uint8Array.from([...version, ...hash]);
    return alphabet.encode(Uint8Array.from([...payload, ...sha256(sha256(payload)).subarray(0, 4)]));
  });
const witness = (prefix: string) =>
  fc.oneof(
    bytes(20).map((program) => bech32.encode(prefix, [0, ...bech32.toWords(program)])),
    bytes(32).map((program) => bech32m.encode(prefix, [1, ...bech32m.toWords(program)])),
  );
const path = fc.array(name(1, 8), { minLength: 0, maxLength: 3 }).map((parts) => `/${parts.join("/")}`);

/** Random values of kinds, in any form that their kind reads; kinds that are not here are covered by their own examples. */
export const values: Partial<Record<Kind, fc.Arbitrary<string>>> = {
  ipv4,
  "ipv4-cidr": fc.tuple(ipv4, fc.integer({ min: 8, max: 32 })).map((parts) => parts.join("/")),
  ipv6: fc.array(hex(4), { minLength: 8, maxLength: 8 }).map((groups) => groups.join(":")),
  domain: host,
  url: fc.tuple(fc.constantFrom("http", "https", "ftp"), host, path).map(([scheme, at, tail]) => `${scheme}://${at}${tail}`),
  // at a host with such a name it is an address of XMPP
  email: fc
    .tuple(
      name(1, 10),
      host.filter((one) => !/jabber|xmpp/u.test(one)),
    )
    .map((parts) => parts.join("@")),
  md5: hex(32),
  sha1: hex(40),
  sha256: hex(64),
  sha512: hex(128),
  jarm: hex(62),
  imphash: hex(32),
  ja3: hex(32),
  authentihash: hex(64),
  pgp: hex(40),
  tlsh: hex(70).map((rest) => `T1${rest}`),
  cve: fc.tuple(fc.integer({ min: 1999, max: 2040 }), digits(4, 6)).map(([year, number]) => `CVE-${year}-${number}`),
  attack: fc.tuple(fc.integer({ min: 1001, max: 1699 }), digits(3, 3)).map(([number, part]) => `T${number}.${part}`),
  asn: fc.integer({ min: 1000, max: 4_000_000_000 }).map((number) => `AS${number}`),
  mac: fc.array(hex(2), { minLength: 6, maxLength: 6 }).map((pairs) => pairs.join(":")),
  btc: fc.oneof(checked([0]), checked([5]), witness("bc")),
  ltc: fc.oneof(checked([0x30]), checked([0x32]), witness("ltc")),
  doge: checked([0x1e]),
  dash: checked([0x4c]),
  trx: checked([0x41]),
  xrp: checked([0], base58xrp),
  xtz: checked([6, 161, 159]),
  zec: checked([0x1c, 0xb8]),
  eth: hex(40).map((rest) => `0x${rest}`),
  telegram: name(4, 20),
  twitter: name(3, 12),
  handle: name(3, 12),
  discord: fc.tuple(name(1, 10), digits(4, 4)).map((parts) => parts.join("#")),
  xmpp: fc.tuple(name(1, 10), host).map((parts) => parts.join("@")),
  matrix: fc.tuple(name(1, 10), host).map(([user, at]) => `@${user}:${at}`),
  filename: fc.tuple(name(1, 16), fc.constantFrom("exe", "dll", "docx", "js", "tar.gz")).map((parts) => parts.join(".")),
  filepath: fc.array(name(1, 8), { minLength: 1, maxLength: 4 }).map((parts) => `C:\\${parts.join("\\")}.exe`),
  regkey: fc.array(name(1, 8), { minLength: 1, maxLength: 4 }).map((parts) => `HKLM\\${parts.join("\\")}`),
  adsense: digits(16, 16).map((number) => `pub-${number}`),
  ga: fc
    .tuple(fc.integer({ min: 10_000, max: 99_999_999 }), fc.integer({ min: 1, max: 99 }))
    .map(([account, one]) => `UA-${account}-${one}`),
};

/** What must stand before a value of these kinds in running text. */
export const leads: Partial<Record<Kind, string>> = {
  imphash: "imphash: ",
  ja3: "JA3: ",
  authentihash: "Authentihash: ",
  pgp: "PGP: ",
  mutex: "Mutex: ",
  useragent: "User-Agent: ",
  telegram: "Telegram: @",
  twitter: "Twitter: @",
  handle: "seen as @",
  xmpp: "Jabber: ",
  discord: "Discord: ",
  icq: "ICQ ",
  bic: "BIC: ",
};

/** A random canonical value of a kind. */
export const canonical = (kind: Kind): fc.Arbitrary<string> => {
  const read = values[kind];
  if (read === undefined) return fc.constantFrom(...kindOf(kind).examples.map(([, value]) => value));
  return read.map((text) => kindOf(kind).canonicalise(text)).filter((value) => value !== undefined);
};
