import { parse } from "tldts";
import { defineKind, keepAsText } from "#domain/kinds/define.ts";

/** Reserved by RFC 6761, but what documentation and drills use. */
const reserved: ReadonlySet<string> = new Set(["example", "test"]);
/** Top-level domains that are at least as often the end of a file's name. */
const fileEndings: ReadonlySet<string> = new Set(["zip", "mov", "py", "sh", "so"]);

const label = /^[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?$/u;
/** Service and tracking names carry underscores (RFC 8552), never the registrable part. */
const leftLabel = /^[a-z\d_](?:[a-z\d_-]{0,61}[a-z\d_])?$/u;
/** Version 3 (Tor rend-spec-v3, section 6): 56 characters of base32. */
const onion = /^[a-z2-7]{56}$/u;
const delimiters = /[\s/?#@:\\[\]]/u;
const withPort = /^([^:]*):\d{1,5}$/u;

/** The registrable domain by the public suffix list; undefined for a suffix, an unknown or a reserved-for-hosts top level. */
function registrable(host: string): string | undefined {
  const { domain, isIcann, publicSuffix } = parse(host, { extractHostname: false, validateHostname: false });
  if (domain === null || publicSuffix === null) return undefined;
  return isIcann === true || reserved.has(publicSuffix) ? domain : undefined;
}

/** Lower-case A-labels (UTS 46 as in the URL standard) without the final dot; undefined if `text` is no domain under a known top level. */
export function readDomain(text: string): string | undefined {
  if (text === "" || text.length > 1000 || delimiters.test(text) || !URL.canParse(`http://${text}`)) return undefined;
  const host = new URL(`http://${text}`).hostname.replace(/\.$/u, "");
  if (host.length > 253 || host.endsWith(".")) return undefined;
  const domain = registrable(host);
  if (domain === undefined) return undefined;
  const right = domain.split(".");
  const left = host.split(".").slice(0, -right.length);
  if (!right.every((part) => label.test(part)) || !left.every((part) => leftLabel.test(part))) return undefined;
  return domain.endsWith(".onion") && !onion.test(right[0] ?? "") ? undefined : host;
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
    [`www.${"a2".repeat(28)}.onion`, `www.${"a2".repeat(28)}.onion`],
  ],
  rejects: [
    "foo",
    "co.uk",
    "invoice.pdf",
    "server.local",
    "a..example",
    "evil.example..:80",
    "-a.example",
    "my_name.example",
    "short.onion",
    "1.2.3.4",
    "evil.example/x",
    `${"a".repeat(64)}.example`,
    "xn--.example",
  ],
  canonicalise: (text) => readDomain(withPort.exec(text)?.[1] ?? text),
  looksLike: (text) => /^[^\s/?#@:\\]*[^\s/?#@:\\.]\.[\p{L}][\p{L}\p{N}-]+(?::\d+)?$/u.test(text),
  advice: (text) => {
    const { isIcann, publicSuffix } = parse(text, { extractHostname: false, validateHostname: false });
    if (isIcann === true && publicSuffix === text) return `Anybody may register names under it. ${keepAsText}`;
    return isIcann === true || publicSuffix === null || reserved.has(publicSuffix)
      ? undefined
      : `".${publicSuffix}" is no top-level domain. ${keepAsText}`;
  },
  doubtful: (text) => {
    const labels = text.toLowerCase().split(".");
    return labels.length === 2 && fileEndings.has(labels[1] ?? "");
  },
});
