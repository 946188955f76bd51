import { type Gathering, gathering, type Particulars } from "#domain/import/gather.ts";
import { hostOf } from "#domain/import/html/addresses.ts";
import { type Opened, type Page, pageOf } from "#domain/import/html/page.ts";
import type { Reading } from "#domain/import/reading.ts";
import { takeText } from "#domain/import/text.ts";
import { oneLine } from "#domain/import/words.ts";
import { atSource, numbered } from "#domain/import/xml/numbered.ts";
import type { Kinds } from "#domain/kinds/index.ts";

/** Hosts from which pages everywhere load what they are made of. */
const deliveries =
  /(?:^|\.)(?:googleapis|gstatic|jquery|jsdelivr|unpkg|cdnjs|bootstrapcdn|cloudflare|fontawesome|googletagmanager|google-analytics|gravatar|akamaized|typekit)\.(?:com|net|org)$/iu;
/** Most hosts that are named. */
const mostNamed = 5;

/** Reads a page that was saved; `line` of a row is its line in the file. */
export async function readHtml(html: string, kinds: Kinds): Promise<Reading> {
  const gather = gathering("html", kinds);
  const page = pageOf(html);
  const text = page.shown.text();
  gather.mark(text);
  await takeText(atSource(gather, page.shown), text);
  await takeAddresses(gather, page, { isPart: partsOf(page) });
  return gather.reading();
}

/** Takes what HTML inside of something else shows and where it leads, all of it on one line of that. */
export async function takeHtml(gather: Gathering, html: string, particulars: Particulars, line: number): Promise<void> {
  const page = pageOf(html);
  const text = page.shown.text().replaceAll("\u00a0", " ");
  gather.mark(text);
  await takeText(gather, text, particulars, line);
  // a mail has no address and no site of its own: whatever it shows was put there by who wrote it
  await takeAddresses(gather, page, { isPart: ({ lead }) => lead === "part", particulars, line });
}

interface How {
  /** What the page is made of says nothing of what it is about. */
  readonly isPart: (address: Opened) => boolean;
  readonly particulars?: Particulars;
  /** In place of their own lines. */
  readonly line?: number;
}
async function takeAddresses(gather: Gathering, { addresses, relative }: Page, { isPart, particulars = {}, line }: How): Promise<void> {
  const parts = new Map<string, Opened>();
  let left = 0;
  const leads = numbered();
  for (const address of addresses) {
    if (!isPart(address)) {
      leads.add(address.to, address.line);
      leads.part();
      continue;
    }
    left += 1;
    const host = oneLine(hostOf(address.to), 80);
    if (host !== undefined && !parts.has(host)) parts.set(host, address);
  }
  if (line === undefined) await takeText(atSource(gather, leads), leads.text(), particulars);
  else await takeText(gather, leads.text(), particulars, line);
  const [first] = parts.values();
  if (first !== undefined)
    gather.unclear(line ?? first.line, {
      code: "page-parts",
      hosts: [...parts.keys()].slice(0, mostNamed),
      more: Math.max(0, parts.size - mostNamed),
      count: left,
    });
  if (relative.count > 0) gather.unclear(line ?? relative.line, { code: "relative-links", count: relative.count });
}

/** Scripts and styles, and pictures and links to where those come from or to the site on which the page stands. */
function partsOf({ addresses, own }: Page): How["isPart"] {
  const site = own === undefined ? undefined : hostOf(own);
  const serving = new Set(addresses.flatMap(({ lead, to }) => (lead === "part" ? (hostOf(to) ?? []) : [])));
  return ({ lead, to }) => {
    if (lead === "part") return true;
    const host = hostOf(to);
    if (host === undefined || lead === "act") return false;
    return host === site || (lead === "picture" && (serving.has(host) || deliveries.test(host)));
  };
}
