import type { Kind } from "#domain/indicators/indicator.ts";

/** The type and category of an attribute (MISP core format, section 2.3.2), and whether it is good for detection by machines. */
export interface MispForm {
  readonly type: string;
  readonly category: string;
  readonly detects: boolean;
  /** The type does not tell the kind: a tag of ours does. */
  readonly tells: boolean;
}

const plain = (type: string, category: string, detects: boolean): MispForm => ({ type, category, detects, tells: true });
const network = (type: string): MispForm => plain(type, "Network activity", true);
const payload = (type: string): MispForm => plain(type, "Payload delivery", true);
const money = (type: string): MispForm => plain(type, "Financial fraud", true);
/** A text to MISP, which has no type for it. */
const other = (category: string, type = "text"): MispForm => ({ type, category, detects: false, tells: false });
const wallet = other("Financial fraud");
const account = other("Social network");

/** The form of every kind. */
export const mispForms: Readonly<Record<Kind, MispForm>> = {
  ipv4: network("ip-dst"),
  ipv6: network("ip-dst"),
  "ipv4-cidr": network("ip-dst"),
  "ipv6-cidr": network("ip-dst"),
  mac: network("mac-address"),
  domain: network("domain"),
  url: network("url"),
  email: payload("email"),
  md5: payload("md5"),
  sha1: payload("sha1"),
  sha256: payload("sha256"),
  sha512: payload("sha512"),
  ssdeep: payload("ssdeep"),
  tlsh: payload("tlsh"),
  imphash: payload("imphash"),
  authentihash: payload("authentihash"),
  ja3: network("ja3-fingerprint-md5"),
  jarm: network("jarm-fingerprint"),
  cve: plain("vulnerability", "External analysis", false),
  attack: other("External analysis"),
  asn: plain("AS", "Network activity", false),
  ga: other("Network activity"),
  adsense: other("Network activity"),
  gtm: other("Network activity"),
  btc: money("btc"),
  eth: wallet,
  xmr: money("xmr"),
  ltc: wallet,
  doge: wallet,
  trx: wallet,
  xrp: wallet,
  sol: wallet,
  bch: wallet,
  dash: money("dash"),
  zec: wallet,
  ada: wallet,
  xtz: wallet,
  iban: money("iban"),
  bic: money("bic"),
  card: money("cc-number"),
  phone: plain("phone-number", "Other", false),
  regkey: plain("regkey", "Persistence mechanism", true),
  mutex: plain("mutex", "Artifacts dropped", true),
  useragent: network("user-agent"),
  yara: payload("yara"),
  filename: payload("filename"),
  filepath: { ...payload("filename"), tells: false },
  matrix: account,
  xmpp: plain("jabber-id", "Social network", false),
  tox: account,
  telegram: account,
  twitter: plain("twitter-id", "Social network", false),
  discord: account,
  icq: account,
  handle: account,
  pgp: other("Other"),
  text: other("Other"),
};
