import { parse } from "tldts";
import { ratherFile } from "#domain/kinds/checks/file-endings.ts";
import { isOnion } from "#domain/kinds/checks/onion.ts";
import { isPrefetch, isVerdict } from "#domain/kinds/checks/verdicts.ts";
import { defineKind } from "#domain/kinds/define.ts";
import { bracketDots } from "#domain/kinds/traits/defang.ts";
import { grammar } from "#domain/kinds/traits/detection.ts";
import { hostKeys } from "#domain/kinds/traits/keys.ts";
import { portBehind } from "#domain/kinds/traits/left-out.ts";
import { network } from "#domain/kinds/traits/misp.ts";
import { hostNames, urlHeaders } from "#domain/kinds/traits/names.ts";
import { at } from "#domain/kinds/traits/stix.ts";

/** Reserved by RFC 6761, but what documentation and drills use. */
const reserved: ReadonlySet<string> = new Set(["example", "test"]);
/** Top levels of other naming systems than the DNS (I2P, Namecoin, EmerDNS, OpenNIC, Lokinet), on which malware has its servers. */
const elsewhere: ReadonlySet<string> = new Set(["i2p", "loki", "bit", "bazar", "coin", "emc", "libre"]);

const delimiters = /[\s/?#@:\\[\]]/u;
const withPort = /^([^:]*):\d{1,5}$/u;

/**
 * Large top levels without suffixes of their own in the list's ICANN part, so that it need not be asked: most names are under
 * one of them.
 */
export const flatTops: ReadonlySet<string> = new Set(
  (
    "com net org info biz xyz top site online club shop live store icu app dev click space website fun vip link buzz bid cyou tech cat " +
    "ru su tk ga cf gq cc eu de nl ch"
  ).split(" "),
);

/** The registrable domain by the public suffix list; undefined for a suffix, an unknown or a reserved-for-hosts top level. */
function registrable(host: string): string | undefined {
  const last = host.lastIndexOf(".");
  if (last > 0 && flatTops.has(host.slice(last + 1))) return host.slice(host.lastIndexOf(".", last - 1) + 1);
  const { domain, isIcann, publicSuffix } = parse(host, { extractHostname: false, validateHostname: false });
  if (domain === null || publicSuffix === null) return undefined;
  return isIcann === true || reserved.has(publicSuffix) || elsewhere.has(publicSuffix) ? domain : undefined;
}

/** Lower-case A-labels (UTS 46 as in the URL standard) without the final dot; undefined if `text` is no domain under a known top level. */
export function readDomain(text: string): string | undefined {
  const host = normalised(text);
  if (host === undefined || host.length > 253 || host.endsWith(".")) return undefined;
  const domain = registrable(host);
  if (domain === undefined) return undefined;
  if (!hasLabels(host, host.length - domain.length)) return undefined;
  return domain.endsWith(".onion") && !isOnion(domain.slice(0, -".onion".length)) ? undefined : host;
}

/**
 * Labels of 1 to 63 letters, digits and inner hyphens (RFC 1123, section 2.1). Names of services and of tracking carry
 * underscores (RFC 8552), never the registrable part, which begins at `registered`.
 */
function hasLabels(host: string, registered: number): boolean {
  for (let from = 0; from <= host.length; ) {
    const dot = host.indexOf(".", from);
    const to = dot < 0 ? host.length : dot;
    if (to === from || to - from > 63 || host[from] === "-" || host[to - 1] === "-") return false;
    for (let at = from; at < to; at += 1) {
      const code = host.charCodeAt(at);
      const isPlain = (code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39) || code === 0x2d;
      if (!isPlain && !(code === 0x5f && from < registered)) return false;
    }
    from = to + 1;
  }
  return true;
}

/** What the URL standard's host parser leaves as it is: ASCII without encoded labels, not ending in a number. */
function isSettled(lower: string): boolean {
  let hasLetter = false;
  for (let at = 0; at < lower.length; at += 1) {
    const code = lower.charCodeAt(at);
    if (code >= 0x61 && code <= 0x7a) hasLetter = true;
    else if (code === 0x2e) hasLetter = false;
    else if (!((code >= 0x30 && code <= 0x39) || code === 0x2d || code === 0x5f)) return false;
  }
  return hasLetter && !lower.includes("xn--");
}

function normalised(text: string): string | undefined {
  const lower = text.toLowerCase();
  if (lower.length <= 253 && isSettled(lower)) return lower;
  if (text === "" || text.length > 1000 || delimiters.test(text) || !URL.canParse(`http://${text}`)) return undefined;
  return new URL(`http://${text}`).hostname.replace(/\.$/u, "");
}

/** A name under a known top level (public suffix list), `.example`, `.test` or an onion address. A port after it is dropped. */
export const domain = defineKind({
  name: "domain",
  label: "a domain",
  examples: [
    ["evil.example", "evil.example"],
    ["Evil[.]Example.", "evil.example"],
    ["c2 [dot] evil dot example", "c2.evil.example"],
    ["evil[.example", "evil.example"],
    ["evil.example:8080", "evil.example"],
    ["drill.test", "drill.test"],
    ["пример.рф", "xn--e1afmkfd.xn--p1ai"],
    ["faß.de", "xn--fa-hia.de"],
    ["_dmarc.evil.co.uk", "_dmarc.evil.co.uk"],
    ["user.github.io", "user.github.io"],
    ["github.io", "github.io"],
    ["update[.]zip", "update.zip"],
    ["evil\u200b。example", "evil.example"],
    [
      "www.2cw4gvt2hgzeoeebifxjvvenfbkx7trmdgbn4mqo3j7aohxfxnbfnpid.onion",
      "www.2cw4gvt2hgzeoeebifxjvvenfbkx7trmdgbn4mqo3j7aohxfxnbfnpid.onion",
    ],
    ["nightowl2345abcd.onion", "nightowl2345abcd.onion"],
    ["night.owl.i2p", "night.owl.i2p"],
    ["night-owl[.]bazar", "night-owl.bazar"],
  ],
  rejects: [
    "foo",
    "co.uk",
    "invoice.pdf",
    "OWL.EXE-1A2B3C4D.pf",
    "server.local",
    "a..example",
    "evil.example..:80",
    "-a.example",
    "my_name.example",
    "short.onion",
    "2cw4gvt2hgzeoeebifxjvvenfbkx7trmdgbn4mqo3j7aohxfxnbfnpie.onion",
    "1.2.3.4",
    "evil.example/x",
    `${"a".repeat(64)}.example`,
    "xn--.example",
  ],
  canonicalise: (text) => (isPrefetch(text) ? undefined : readDomain(text.includes(":") ? (withPort.exec(text)?.[1] ?? text) : text)),
  looksLike: (text) => /^[^\s/?#@:\\]*[^\s/?#@:\\.]\.[\p{L}][\p{L}\p{N}-]+(?::\d+)?$/u.test(text),
  advice: (text) => {
    const { isIcann, publicSuffix } = parse(text, { extractHostname: false, validateHostname: false });
    if (isIcann === true && publicSuffix === text) return "open-suffix";
    return isIcann === true || publicSuffix === null || reserved.has(publicSuffix) || elsewhere.has(publicSuffix)
      ? undefined
      : { code: "no-top-level", suffix: publicSuffix };
  },
  doubtful: (text) => {
    const labels = text.toLowerCase().split(".");
    if (isVerdict(text)) return ["text"];
    return labels.length === 2 && ratherFile.has(labels[1] ?? "") ? ["filename"] : [];
  },
  misprinted: (text) => /(?:^|\.)[a-z2-7]{56}\.onion$/i.test(text),
  detect: [grammar("hosts")],
  names: { ...hostNames, elsewhere: { types: "url", headers: urlHeaders } },
  halfLife: { days: 120, speed: 2 },
  stix: at("domain-name:value", {
    observables: "hostname:value x-opencti-hostname:value",
    among: "network-traffic:src_ref.value network-traffic:dst_ref.value domain-name:resolves_to_refs.value",
  }),
  misp: { ...network("domain"), warned: "hostname" },
  keys: hostKeys,
  place: (value) => value,
  leftOut: portBehind,
  defang: bracketDots,
});
