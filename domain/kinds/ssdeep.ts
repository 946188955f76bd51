import { isAlphanumeric } from "#domain/extract/characters.ts";
import { put } from "#domain/extract/scan.ts";
import { defineKind } from "#domain/kinds/define.ts";
import { hashHeaders, hashLifetime } from "#domain/kinds/families/hash.ts";
import { asItIs } from "#domain/kinds/traits/defang.ts";
import type { Findable, Scan } from "#domain/kinds/traits/detection.ts";
import { itself } from "#domain/kinds/traits/keys.ts";
import { payload } from "#domain/kinds/traits/misp.ts";
import { digest } from "#domain/kinds/traits/stix.ts";

const shape = /^(\d{1,10}):([A-Za-z\d+/]{3,64}):([A-Za-z\d+/]{3,64})$/u;

/** ssdeep counts in blocks of 3, 6, 12, … bytes. */
function isBlockSize(size: number): boolean {
  return size % 3 === 0 && Number.isInteger(Math.log2(size / 3));
}

const counting = /\d{1,10}:[A-Za-z\d+/]{3,128}:[A-Za-z\d+/]{3,128}/uy;
/** From the size of its blocks on. */
function counted(scan: Scan, from: number, kind: Findable): number {
  counting.lastIndex = from;
  const found = counting.exec(scan.text)?.[0];
  const end = from + (found?.length ?? 0);
  return found !== undefined && !isAlphanumeric(scan.text, end) && put(scan, kind, from, end) ? end : -1;
}

/** ssdeep (context-triggered piecewise hash), as written. */
export const ssdeep = defineKind({
  name: "ssdeep",
  label: "an ssdeep hash",
  examples: [["96:kQ2sWbYpLr0MfT9zXc4vHn8uJd6eRgAo:kQ2xbYpLruTCc4N8T6sA", "96:kQ2sWbYpLr0MfT9zXc4vHn8uJd6eRgAo:kQ2xbYpLruTCc4N8T6sA"]],
  rejects: ["97:kQ2sWbYpLr0MfT9z:kQ2xbYp", "96:kQ2sWb", "2001:1001:1002"],
  canonicalise: (text) => {
    const [, size = "", first = "", second = ""] = shape.exec(text) ?? [];
    // groups of digits alone are an address or a time
    return isBlockSize(Number(size)) && /[G-Zg-z+/]/u.test(first + second) ? text : undefined;
  },
  looksLike: () => false,
  detect: [{ as: "spot", at: "count", read: counted }],
  names: { types: "", headers: hashHeaders("ssdeep") },
  halfLife: hashLifetime,
  stix: digest("SSDEEP", "ssdeep"),
  misp: payload("ssdeep"),
  keys: itself,
  defang: asItIs,
});
