import { leadsTo } from "#domain/kinds/checks/rewritten.ts";
import { defineKind } from "#domain/kinds/define.ts";
import { readDomain } from "#domain/kinds/domain.ts";
import { readIpv4 } from "#domain/kinds/ipv4.ts";
import { readIpv6 } from "#domain/kinds/ipv6.ts";
import { bracketColon, bracketDots } from "#domain/kinds/traits/defang.ts";
import { grammar } from "#domain/kinds/traits/detection.ts";
import { keysAt } from "#domain/kinds/traits/keys.ts";
import { network } from "#domain/kinds/traits/misp.ts";
import { urlHeaders } from "#domain/kinds/traits/names.ts";
import { at } from "#domain/kinds/traits/stix.ts";
import { showText } from "#domain/primitives/harmless-text.ts";

/** Schemes with a host, and the port that goes without saying (URL standard, "special scheme"). */
const ports: ReadonlyMap<string, number> = new Map([
  ...[["http", 80] as const, ["https", 443] as const, ["ws", 80] as const, ["wss", 443] as const, ["ftp", 21] as const],
  ...(
    "ftps sftp tftp ssh telnet tcp udp tls ssl smb ldap ldaps rtsp rtmp rdp vnc irc ircs git svn gopher " +
    "socks4 socks5 imap imaps smtp smtps pop3 nntp mqtt mqtts redis mysql mongodb postgresql amqp dns doh " +
    "stratum stratum+tcp stratum+ssl stratum+tls ws+ssl"
  )
    .split(" ")
    .map((scheme) => [scheme, 0] as const),
]);
/** Whether a host follows this scheme, in lower case. */
export const isScheme = (scheme: string): boolean => ports.has(scheme);
const shape = /^([a-z][a-z\d+.-]{0,31}):\/\/([^/?#\\\s]+)(\S*)$/i;
const noScheme = /^[^/?#\\\s@:]+(?::\d{1,5})?[/?]\S*$/u;
const port = /:(\d{0,5})$/u;
const control = /\p{Cc}/u;
const addressRange = /^[\d.]+\/[\d.]*$/u;

/** A host as it stands without a scheme: `13/02/2026` and `443/tcp` begin with a number that browsers would take for an address. */
const plainHost = (text: string): string | undefined =>
  /[\p{L}\p{M}]/u.test(text) && !/^0x/iu.test(text) ? readDomain(text) : readIpv4(text);

/** A host as URLs write it: a domain, an IPv4 address (also as browsers read `0x7f.1`), or an IPv6 address in brackets. */
function host(text: string): string | undefined {
  if (text.startsWith("[")) {
    const inside = /^\[([^[\]%]*)\]$/u.exec(text)?.[1];
    const address = inside === undefined ? undefined : readIpv6(inside);
    return address === undefined ? undefined : `[${address}]`;
  }
  const plain = /[a-z]$/i.test(text) ? readDomain(text) : readIpv4(text);
  if (plain !== undefined) return plain;
  if (/[[\]:]/u.test(text) || !URL.canParse(`http://${text}`)) return undefined;
  const read = new URL(`http://${text}`).hostname;
  return readIpv4(read) ?? readDomain(read);
}

/** Most services that rewrite one link, one after the other. */
const mostRewritten = 6;

/** Scheme and host normalised, path, query and fragment as written (RFC 3986 leaves their meaning to the server); where it leads, if it was rewritten. */
function readUrl(text: string): string | undefined {
  let read = readOne(text);
  for (let round = 0; read !== undefined && round < mostRewritten; round += 1) {
    const target = leadsTo(read.name, read.path);
    if (target === undefined) return read.url;
    read = target === "nowhere" ? undefined : readOne(/^[a-z][a-z\d+.-]*:\/\//iu.test(target) ? target : `http://${target}`);
  }
  return undefined;
}

/** The host of the service that rewrote a link, if one did. */
export function rewriterOf(text: string): string | undefined {
  const read = readOne(text);
  return read === undefined || leadsTo(read.name, read.path) === undefined ? undefined : read.name;
}

function readOne(text: string): { readonly url: string; readonly name: string; readonly path: string } | undefined {
  const isBare = !text.includes("://") && noScheme.test(text) && !addressRange.test(text);
  const parts = shape.exec(isBare ? `http://${text}` : text);
  const scheme = parts?.[1]?.toLowerCase() ?? "";
  const usual = ports.get(scheme);
  if (usual === undefined || control.test(text)) return undefined;
  const authority = parts?.[2] ?? "";
  const tail = parts?.[3] ?? "";
  const at = authority.lastIndexOf("@") + 1;
  const place = authority.slice(at);
  const number = port.exec(place)?.[1];
  // RFC 3986, section 3.2.1: brackets stand around an address and nowhere else, so that what is shown defanged reads back
  if (/[[\]]/u.test(authority.slice(0, at))) return undefined;
  const written = number === undefined ? place : place.replace(port, "");
  const name = isBare ? plainHost(written) : host(written);
  if (name === undefined || Number(number ?? 0) > 65_535) return undefined;
  const shown = number === undefined || number === "" || Number(number) === usual ? "" : `:${Number(number)}`;
  const path = browsed(tail, scheme);
  return { url: `${scheme}://${authority.slice(0, at)}${name}${shown}${path}`, name, path };
}

/** Browsers read a backslash in the path as a slash, except under schemes of other programs (URL standard, "path state"). */
function browsed(tail: string, scheme: string): string {
  const rooted = tail.startsWith("\\") ? `/${tail.slice(1)}` : tail.startsWith("/") ? tail : `/${tail}`;
  if (!special.has(scheme) || !rooted.includes("\\")) return rooted;
  const end = /[?#]/u.exec(rooted)?.index ?? rooted.length;
  return rooted.slice(0, end).replaceAll("\\", "/") + rooted.slice(end);
}
const special: ReadonlySet<string> = new Set(["http", "https", "ws", "wss", "ftp"]);

const urlHost = /^[^:]+:\/\/(?:[^/]*@)?(\[[^\]]*\]|[^/:]*)/u;
/** The host, without the brackets of an IPv6 address. */
const placeOf = (value: string): string => (urlHost.exec(value)?.[1] ?? "").replace(/^\[|\]$/gu, "");

const parts = /^([^:]+):\/\/([^/]*)(.*)$/u;
const disguised: ReadonlyMap<string, string> = new Map([
  ["http", "hxxp://"],
  ["https", "hxxps://"],
  ["ftp", "fxp://"],
  ["ftps", "fxps://"],
]);
/** The colons of an IPv6 host; others stand before a password or a port. */
const bracketHostColon = (place: string): string => place.replace(/\[[\da-f:]+\](?=$|:\d+$)/u, bracketColon);

function defangUrl(value: string): string {
  const [, scheme = "", authority = "", tail = ""] = parts.exec(value) ?? [];
  const begin = disguised.get(scheme) ?? `${scheme}[://]`;
  return (
    begin +
    bracketHostColon(bracketDots(authority)) +
    tail
      .replace(/\.(?=[\p{L}\p{N}])/gu, "[.]")
      .replaceAll("@", "[@]")
      .replaceAll("://", "[://]")
  );
}

/** RFC 3986 with a host that is an address or a domain; without a scheme it needs a path or query and is taken for http. */
export const url = defineKind({
  name: "url",
  label: "a URL",
  examples: [
    ["hxxps://Evil[.]Example/Path?q=1#Frag", "https://evil.example/Path?q=1#Frag"],
    ["hXXp[:]//evil.example", "http://evil.example/"],
    ["hxxp[://]evil[.]example:80/", "http://evil.example/"],
    ["https://evil.example:8443?x", "https://evil.example:8443/?x"],
    ["fxp://evil.example/a", "ftp://evil.example/a"],
    ["http://user:pw@evil.example/", "http://user:pw@evil.example/"],
    ["http://[2001:DB8::1]:8080/x", "http://[2001:db8::1]:8080/x"],
    ["http://0x7f.1/", "http://127.0.0.1/"],
    ["http://пример.рф/путь", "http://xn--e1afmkfd.xn--p1ai/путь"],
    ["evil[.]example/login.php", "http://evil.example/login.php"],
    ["evil[.]example?id=1", "http://evil.example/?id=1"],
    ["198.51.100.7:8080/gate", "http://198.51.100.7:8080/gate"],
    ["<https://evil.example/a_(b)>,", "https://evil.example/a_(b)"],
    ["hxxp:\\\\evil\\.example\\x", "http://evil.example/x"],
    ["https://update.zip/", "https://update.zip/"],
    ["http://owl.example\\@bank.test/a\\b?c=\\d", "http://owl.example/@bank.test/a/b?c=\\d"],
    [
      "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fowl.example%2Fa%3Fb%3D1&data=05%7C02%7Canna%40bank.test%7C&reserved=0",
      "https://owl.example/a?b=1",
    ],
    ["https://www.google.com/url?q=https://owl.example/a&sa=D", "https://owl.example/a"],
    ["https://www.google.com/search?q=https://owl.example/a", "https://www.google.com/search?q=https://owl.example/a"],
    ["http://2130706433/a", "http://127.0.0.1/a"],
  ],
  rejects: [
    "ssh://[[::1]/]",
    "ftps://a.b@evil.example.]@8080",
    "foo",
    "http://",
    "http:///",
    "http://foo/",
    "file:///etc/passwd",
    "javascript://evil.example/",
    "http://1.2.3.999/",
    "http://[::1/",
    "a/b",
    "10.0.0.0/99",
    "13/02/2026",
    "https://eur01.safelinks.protection.outlook.com/?data=05%7C02%7Canna%40bank.test%7C",
    "443/tcp",
    "0x7f.1/a",
    "2130706433/a",
    "http://evil.example:99999/",
    "http://evil.example/\u0001",
  ],
  canonicalise: readUrl,
  looksLike: (text) => /^[a-z][a-z\d+.-]*:\/\//i.test(text),
  detect: [grammar("urls")],
  names: { types: "uri link", headers: urlHeaders },
  halfLife: { days: 60, speed: 2 },
  stix: at("url:value"),
  misp: { ...network("url"), warned: "uri link" },
  keys: (value) => keysAt(`url ${value}`, placeOf(value)),
  place: placeOf,
  leftOut: (text) => {
    const service = rewriterOf(text);
    return service === undefined ? [] : [{ what: "rewriter", text: service }];
  },
  defang: (value) => showText(defangUrl(value)),
});
