/** Where a link leads behind the address of a service that rewrote it: a URL, or a host with what follows it. */
type Target = (link: Link) => string | undefined;
interface Link {
  /** From the slash on. */
  readonly tail: string;
  /** The first of these parameters of its query, decoded. */
  parameter(...names: readonly string[]): string | undefined;
}

/** A service that puts its own address before that of links. */
interface Rewriter {
  /** The labels before the public suffix, in words. */
  readonly sites: string;
  readonly host: RegExp;
  /** It rewrites the links in somebody's mail: its address may name them, and no page of its own is of interest. */
  readonly mail?: true;
  readonly target: Target;
}

const decoded = (text: string): string | undefined => {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
};
const bytesOf = (text: string): Uint8Array | undefined => {
  try {
    return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/").replace(/=+$/u, "")), (one) => one.charCodeAt(0));
  } catch {
    return undefined;
  }
};
const base64 = (text: string | undefined): string | undefined => {
  const bytes = text === undefined ? undefined : bytesOf(text);
  return bytes && new TextDecoder().decode(bytes);
};
const named =
  (...names: readonly string[]): Target =>
  ({ parameter }) =>
    parameter(...names);
/** The same on pages of this path only. */
const at =
  (path: RegExp, ...names: readonly string[]): Target =>
  ({ tail, parameter }) =>
    path.test(tail) ? parameter(...names) : undefined;

/** `-3A` for `%3A` and `_` for a slash (Proofpoint URL Defense, version 2). */
const dashed = (text: string | undefined): string | undefined =>
  text === undefined ? undefined : decoded(text.replaceAll("_", "/").replaceAll("-", "%"));

const lengths = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
/** The link between `__` and `__;`, in which stars stand for characters that follow in base64 (version 3). */
function starred(rest: string): string | undefined {
  const found = /^__(.{1,4000}?)__;([\w=-]*)(?:!|$)/u.exec(rest);
  const [, link = "", encoded = ""] = found ?? [];
  const bytes = bytesOf(encoded);
  if (found === null || bytes === undefined) return undefined;
  // letters of other scripts were counted as letters, not as bytes
  const letters = [...new TextDecoder().decode(bytes)];
  let next = 0;
  const whole = link.replace(/\*(?:\*(.))?/gu, (_, run: string | undefined) => {
    const count = run === undefined ? 1 : lengths.indexOf(run) + 2;
    next += count;
    return letters.slice(next - count, next).join("");
  });
  return whole.replace(/^([a-z][a-z\d+.-]*:\/)(?=[^/])/iu, "$1/");
}

const proofpoint: Target = ({ tail, parameter }) => {
  const version = /^\/v([123])\//u.exec(tail)?.[1];
  if (version === "1") return parameter("u");
  return version === "2" ? dashed(/[?&]u=([^&]*)/u.exec(tail)?.[1]) : starred(tail.slice(4));
};
/** The link between three underscores, as it was. */
const underscored: Target = ({ tail }) => /\/_{3}(.{1,4000}?)_{3}(?:\.|$)/u.exec(tail)?.[1];

const rewriters: readonly Rewriter[] = [
  {
    sites: "outlook office365 partner",
    host: /(?:^|\.)safelinks\.protection\.(?:outlook\.com|office365\.us|partner\.outlook\.cn)$/u,
    mail: true,
    target: named("url"),
  },
  { sites: "office", host: /^statics\.teams\.cdn\.office\.net$/u, mail: true, target: at(/\/safelinks\//u, "url") },
  { sites: "proofpoint urldefense", host: /^urldefense(?:\.proofpoint)?\.(?:com|us)$/u, mail: true, target: proofpoint },
  { sites: "cudasvc", host: /^linkprotect\.cudasvc\.com$/u, mail: true, target: named("a") },
  {
    sites: "cisco",
    host: /^secure-web\.cisco\.com$/u,
    mail: true,
    target: ({ tail }) => decoded(/^\/[^/]+\/([^?#]*)/u.exec(tail)?.[1] ?? ""),
  },
  { sites: "trendmicro", host: /(?:^|\.)trendmicro\.com$/u, mail: true, target: at(/\/clicktime\//u, "url") },
  { sites: "fireeye", host: /^protect2?\.fireeye\.com$/u, mail: true, target: named("u") },
  { sites: "symantec", host: /^clicktime\.symantec\.com$/u, mail: true, target: named("u") },
  { sites: "sophos", host: /(?:^|\.)protection\.sophos\.com$/u, mail: true, target: ({ parameter }) => base64(parameter("u")) },
  { sites: "avanan checkpoint", host: /^(?:url\.avanan\.click|protect\.checkpoint\.com)$/u, mail: true, target: underscored },
  { sites: "url-protection", host: /(?:^|\.)url-protection\.com$/u, mail: true, target: named("o") },
  { sites: "trustwave", host: /^scanmail\.trustwave\.com$/u, mail: true, target: named("u") },
  { sites: "esvalabs", host: /^urlsand\.esvalabs\.com$/u, mail: true, target: named("u") },
  { sites: "edgepilot", host: /^link\.edgepilot\.com$/u, mail: true, target: named("u") },
  { sites: "deref-gmx deref-web deref-mail", host: /^deref-(?:gmx|web|mail)\.(?:net|com|de)$/u, mail: true, target: named("redirectUrl") },
  { sites: "google", host: /^(?:www\.)?google\.(?:com?\.)?[a-z]{2,3}$/u, target: at(/^\/url\?/u, "q", "url") },
  {
    sites: "googleadservices doubleclick",
    host: /^(?:www\.)?googleadservices\.com$|(?:^|\.)g\.doubleclick\.net$/u,
    target: named("adurl"),
  },
  {
    sites: "facebook instagram messenger workplace wl",
    host: /^lm?\.(?:facebook|instagram|messenger|workplace)\.com$|^l\.wl\.co$/u,
    target: named("u"),
  },
  { sites: "youtube", host: /^(?:www\.)?youtube\.com$/u, target: at(/^\/redirect\?/u, "q") },
  { sites: "linkedin", host: /^(?:www\.)?linkedin\.com$/u, target: at(/^\/(?:redir|safety)\//u, "url") },
  {
    sites: "bing",
    host: /^(?:www\.)?bing\.com$/u,
    target: ({ tail, parameter }) => (tail.startsWith("/ck/a?") ? base64(parameter("u")?.slice(2)) : undefined),
  },
  { sites: "yahoo", host: /^(?:\w+\.)?search\.yahoo\.com$/u, target: ({ tail }) => decoded(/\/RU=([^/]+)/u.exec(tail)?.[1] ?? "") },
  { sites: "duckduckgo", host: /^duckduckgo\.com$/u, target: at(/^\/l\/\?/u, "uddg") },
  { sites: "slack-redir", host: /^slack-redir\.net$/u, target: at(/^\/link\?/u, "url") },
  { sites: "steamcommunity", host: /^steamcommunity\.com$/u, target: at(/^\/linkfilter\//u, "url", "u") },
  { sites: "vk", host: /^(?:www\.|m\.)?vk\.com$/u, target: at(/^\/away(?:\.php)?\?/u, "to") },
  { sites: "reddit", host: /^out\.reddit\.com$/u, target: named("url") },
  { sites: "umblr", host: /^t\.umblr\.com$/u, target: at(/^\/redirect\?/u, "z") },
  { sites: "exit", host: /^exit\.sc$/u, target: named("url") },
  { sites: "href", host: /^href\.li$/u, target: ({ tail }) => /^\/\?(.+)/u.exec(tail)?.[1] },
];

/** By a label of theirs: most hosts have none of these, and one look tells. */
const bySite: ReadonlyMap<string, Rewriter> = new Map(rewriters.flatMap((one) => one.sites.split(" ").map((site) => [site, one] as const)));
/** The label before the last one, or before "com" and "co" that stand there. */
function siteOf(host: string): string {
  const end = host.lastIndexOf(".");
  const from = host.lastIndexOf(".", end - 1) + 1;
  const label = host.slice(from, end);
  return from > 1 && (label === "co" || label === "com") ? host.slice(host.lastIndexOf(".", from - 2) + 1, from - 1) : label;
}
const place = /^(?:[a-z][a-z\d+.-]*:\/\/[^\s/?#]|[^\s/?#@:]+\.[^\s/?#@:]{2,}(?:[/?#:]|$))/iu;

/**
 * Where a link leads that a service rewrote, by the service's host and what stands behind it: a URL, also one that is rewritten
 * again. "nowhere" for a link of somebody's mail that does not tell. Undefined for every other link.
 */
export function leadsTo(host: string, tail: string): string | "nowhere" | undefined {
  const service = bySite.get(siteOf(host));
  if (!service?.host.test(host)) return undefined;
  const parameter: Link["parameter"] = (...names) => {
    const found = new URLSearchParams(/\?([^#]*)/u.exec(tail)?.[1] ?? "");
    return names.map((name) => found.get(name)).find((value) => value !== null) ?? undefined;
  };
  const target = service.target({ tail, parameter })?.trim();
  if (target !== undefined && place.test(target)) return target;
  return service.mail ? "nowhere" : undefined;
}
