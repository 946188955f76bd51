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
  { host: /\.safelinks\.protection\.(?:outlook\.com|office365\.us|partner\.outlook\.cn)$/u, mail: true, target: named("url") },
  { host: /^statics\.teams\.cdn\.office\.net$/u, mail: true, target: at(/\/safelinks\//u, "url") },
  { host: /^urldefense(?:\.proofpoint)?\.(?:com|us)$/u, mail: true, target: proofpoint },
  { host: /^linkprotect\.cudasvc\.com$/u, mail: true, target: named("a") },
  { host: /^secure-web\.cisco\.com$/u, mail: true, target: ({ tail }) => decoded(/^\/[^/]+\/([^?#]*)/u.exec(tail)?.[1] ?? "") },
  { host: /(?:^|\.)trendmicro\.com$/u, mail: true, target: at(/\/clicktime\//u, "url") },
  { host: /^protect2?\.fireeye\.com$/u, mail: true, target: named("u") },
  { host: /^clicktime\.symantec\.com$/u, mail: true, target: named("u") },
  { host: /\.protection\.sophos\.com$/u, mail: true, target: ({ parameter }) => base64(parameter("u")) },
  { host: /^(?:url\.avanan\.click|protect\.checkpoint\.com)$/u, mail: true, target: underscored },
  { host: /\.url-protection\.com$/u, mail: true, target: named("o") },
  { host: /^scanmail\.trustwave\.com$/u, mail: true, target: named("u") },
  { host: /^urlsand\.esvalabs\.com$/u, mail: true, target: named("u") },
  { host: /^link\.edgepilot\.com$/u, mail: true, target: named("u") },
  { host: /^deref-(?:gmx|web|mail)\.(?:net|com|de)$/u, mail: true, target: named("redirectUrl") },
  { host: /^(?:www\.)?google\.(?:com?\.)?[a-z]{2,3}$/u, target: at(/^\/url\?/u, "q", "url") },
  { host: /^(?:www\.)?googleadservices\.com$|\.g\.doubleclick\.net$/u, target: named("adurl") },
  { host: /^lm?\.(?:facebook|instagram|messenger|workplace)\.com$|^l\.wl\.co$/u, target: named("u") },
  { host: /^(?:www\.)?youtube\.com$/u, target: at(/^\/redirect\?/u, "q") },
  { host: /^(?:www\.)?linkedin\.com$/u, target: at(/^\/(?:redir|safety)\//u, "url") },
  {
    host: /^(?:www\.)?bing\.com$/u,
    target: ({ tail, parameter }) => (tail.startsWith("/ck/a?") ? base64(parameter("u")?.slice(2)) : undefined),
  },
  { host: /^(?:\w+\.)?search\.yahoo\.com$/u, target: ({ tail }) => decoded(/\/RU=([^/]+)/u.exec(tail)?.[1] ?? "") },
  { host: /^duckduckgo\.com$/u, target: at(/^\/l\/\?/u, "uddg") },
  { host: /^slack-redir\.net$/u, target: at(/^\/link\?/u, "url") },
  { host: /^steamcommunity\.com$/u, target: at(/^\/linkfilter\//u, "url", "u") },
  { host: /^(?:www\.|m\.)?vk\.com$/u, target: at(/^\/away(?:\.php)?\?/u, "to") },
  { host: /^out\.reddit\.com$/u, target: named("url") },
  { host: /^t\.umblr\.com$/u, target: at(/^\/redirect\?/u, "z") },
  { host: /^exit\.sc$/u, target: named("url") },
  { host: /^href\.li$/u, target: ({ tail }) => /^\/\?(.+)/u.exec(tail)?.[1] },
];

/** Whether any service rewrites with this host; most hosts are none of those and need one look. */
const any = new RegExp(rewriters.map(({ host }) => host.source).join("|"), "u");
const place = /^(?:[a-z][a-z\d+.-]*:\/\/[^\s/?#]|[^\s/?#@:]+\.[^\s/?#@:]{2,}(?:[/?#:]|$))/iu;

/**
 * Where a link leads that a service rewrote, by the service's host and what stands behind it: a URL, also one that is rewritten
 * again. "nowhere" for a link of somebody's mail that does not tell. Undefined for every other link.
 */
export function leadsTo(host: string, tail: string): string | "nowhere" | undefined {
  const service = any.test(host) ? rewriters.find((one) => one.host.test(host)) : undefined;
  if (service === undefined) return undefined;
  const parameter: Link["parameter"] = (...names) => {
    const found = new URLSearchParams(/\?([^#]*)/u.exec(tail)?.[1] ?? "");
    return names.map((name) => found.get(name)).find((value) => value !== null) ?? undefined;
  };
  const target = service.target({ tail, parameter })?.trim();
  if (target !== undefined && place.test(target)) return target;
  return service.mail ? "nowhere" : undefined;
}
