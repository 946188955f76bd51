/** Where something in a page leads: a link; a form, a frame or a refresh; a picture; or what the page itself is made of. */
export type Lead = "link" | "act" | "picture" | "part";
/** An address as it is written in a page. */
export interface Address {
  readonly lead: Lead;
  readonly to: string;
}
export type Attributes = ReadonlyMap<string, string>;

const longest = 4096;
const inStyle = /url\(\s{0,9}(?:"([^"\n]{1,4096})"|'([^'\n]{1,4096})'|([^'"()\s]{1,4096}))\s{0,9}\)/giu;
const font = /\.(?:woff2?|ttf|otf|eot)(?:[?#]|$)/iu;
/** Elements and attributes of HTML, and of SVG in it, that hold an address (HTML Living Standard, "Attributes"). */
const holders: readonly (readonly [elements: string, attributes: string, lead: Lead])[] = [
  ["a area", "href xlink:href ping", "link"],
  ["form", "action", "act"],
  ["button input", "formaction", "act"],
  ["iframe frame embed", "src", "act"],
  ["object", "data", "act"],
  ["img input video audio source track image bgsound", "src poster lowsrc dynsrc", "picture"],
  ["image feimage use", "href xlink:href", "picture"],
  ["body table td th tr", "background", "picture"],
  ["script", "src href xlink:href", "part"],
  ["link", "href", "part"],
];
const byElement = new Map<string, readonly (readonly [attribute: string, lead: Lead])[]>();
for (const [elements, attributes, lead] of holders)
  for (const element of elements.split(" "))
    byElement.set(element, [...(byElement.get(element) ?? []), ...attributes.split(" ").map((one) => [one, lead] as const)]);

/** The addresses that an element holds. */
export function addressesOf(element: string, attributes: Attributes): readonly Address[] {
  const found: Address[] = [];
  const add = (lead: Lead, to: string | undefined): void => {
    if (to !== undefined && to.trim() !== "" && to.length <= longest) found.push({ lead, to });
  };
  for (const [attribute, lead] of byElement.get(element) ?? []) add(lead, attributes.get(attribute));
  if (!byElement.has(element)) add("link", attributes.get("xlink:href"));
  for (const one of (attributes.get("srcset") ?? "").slice(0, 20_000).split(/,\s/u)) add("picture", one.trim().split(/\s/u)[0]);
  if (element === "meta" && attributes.get("http-equiv")?.trim().toLowerCase() === "refresh")
    add("act", /^\s*[\d.]*\s*[;,]?\s*(?:url\s*=\s*)?["']?([^"']*)/iu.exec(attributes.get("content")?.slice(0, longest) ?? "")?.[1]);
  return [...found, ...stylesIn(attributes.get("style") ?? "")];
}

/** The addresses in a style sheet or in the style of an element; fonts and further style sheets are parts of the page. */
export function stylesIn(style: string): readonly Address[] {
  const found: Address[] = [];
  for (const { 0: whole, 1: double, 2: single, 3: bare, index } of style.matchAll(inStyle)) {
    const to = double ?? single ?? bare ?? "";
    const imported = /@import\s*$/iu.test(style.slice(Math.max(0, index - 12), index)) || font.test(to);
    if (whole !== "") found.push({ lead: imported ? "part" : "picture", to });
  }
  return found;
}

/** The address that a page gives itself. */
export function ownAddress(element: string, attributes: Attributes): string | undefined {
  if (element === "link" && /(?:^|\s)canonical(?:\s|$)/iu.test(attributes.get("rel") ?? "")) return attributes.get("href");
  return element === "meta" && attributes.get("property")?.toLowerCase() === "og:url" ? attributes.get("content") : undefined;
}

const scheme = /^[a-z][a-z\d+.-]*:/iu;
/** What leads to no other place. */
const nowhere = /^(?:#|cid:|data:|javascript:|about:|blob:|vbscript:)/iu;

/** An address as a browser would open it; "relative" for one that needs the address of a page, undefined for one that leads nowhere. */
export function opened(written: string, base: string | undefined): string | "relative" | undefined {
  // browsers drop line ends and tabs in it
  const to = written
    .replace(/[\t\n\r]/gu, "")
    .trim()
    .replace(/\s/gu, "%20");
  if (to === "" || nowhere.test(to)) return undefined;
  if (scheme.test(to) || /^(?:www\.|hxxp|\[)/iu.test(to)) return to;
  const from = base?.replace(/[\t\n\r]/gu, "").trim();
  if (to.startsWith("//") && (from === undefined || !scheme.test(from))) return `https:${to}`;
  const found = from !== undefined && URL.canParse(to, from) ? new URL(to, from).href : undefined;
  return found ?? "relative";
}

/** The host of an address; undefined for what has none. */
export const hostOf = (address: string): string | undefined => (URL.canParse(address) ? new URL(address).hostname || undefined : undefined);
