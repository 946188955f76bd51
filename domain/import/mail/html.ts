const named: ReadonlyMap<string, string> = new Map([
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["apos", "'"],
  ["nbsp", " "],
]);

const entities = (text: string): string =>
  text.replace(
    /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}));/giu,
    (all, decimal: string | undefined, hex: string | undefined, name: string | undefined) => {
      if (name !== undefined) return named.get(name.toLowerCase()) ?? all;
      const code = decimal === undefined ? Number.parseInt(hex ?? "", 16) : Number(decimal);
      return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : all;
    },
  );

const link = /(?:^|\s)(?:href|src|action|background|formaction)\s{0,3}=\s{0,3}(?:"([^"]{1,4096})"|'([^']{1,4096})'|([^\s"'>]{1,4096}))/giu;
const line = /^\/?(?:br|p|div|tr|li|td|th|h[1-6]|table|ul|ol|blockquote|hr)\b/iu;

/**
 * The text that HTML shows, and below it the addresses that it leads to or loads from, one per line: a link's text often says
 * something else than its address. Nothing is loaded. Linear: each part is looked at once.
 */
export function htmlText(html: string): string {
  const text: string[] = [];
  const links = new Set<string>();
  let unended = html.length;
  for (let at = 0; at < html.length; ) {
    const open = html.indexOf("<", at);
    if (open === -1 || open >= unended) {
      text.push(html.slice(at));
      break;
    }
    text.push(html.slice(at, open));
    if (html.startsWith("<!--", open)) {
      const end = html.indexOf("-->", open + 4);
      at = end === -1 ? html.length : end + 3;
      continue;
    }
    const end = html.indexOf(">", open);
    if (end === -1) {
      unended = open;
      at = open;
      continue;
    }
    const tag = html.slice(open + 1, end);
    at = end + 1;
    const hidden = /^(?:script|style)\b/iu.exec(tag)?.[0].toLowerCase();
    if (hidden !== undefined) at = closing(html, at, hidden);
    for (const found of tag.slice(0, 20_000).matchAll(link)) links.add(entities((found[1] ?? found[2] ?? found[3] ?? "").trim()));
    // a tag inside a word parts no word
    if (line.test(tag)) text.push("\n");
  }
  return `${entities(text.join(""))}\n${[...links].join("\n")}`;
}

/** Where a script or style sheet ends. */
function closing(html: string, from: number, name: string): number {
  const shape = name === "script" ? /<\/script/giu : /<\/style/giu;
  shape.lastIndex = from;
  return shape.exec(html)?.index ?? html.length;
}
