import type { Refanged } from "#domain/extract/refang/text.ts";
import type { Section } from "#domain/extract/sections.ts";
import type { Canonical } from "#domain/kinds/define.ts";
import type { Kind } from "#domain/kinds/index.ts";
import { kindOf } from "#domain/kinds/index.ts";

/** An indicator in the plain text. */
export interface Hit {
  readonly kind: Kind;
  readonly value: Canonical;
  readonly from: number;
  readonly to: number;
}

/** One pass over one text: what detectors read and where they put what they find. */
export interface Scan {
  /** The text with its disguises taken off. */
  readonly text: string;
  readonly plain: Refanged;
  readonly sections: readonly Section[];
  readonly hits: Hit[];
  /** Up to where the text is taken: no detector looks behind it. */
  taken: number;
  /** Up to where characters of paths go on that are no path unless it begins in a usual folder. */
  noPath: number;
  /** URLs without a host. */
  nowhere: number;
  /** YARA rules that did not end: after a few of them no more are looked for. */
  unended: number;
}

/** Puts down `text[from…to)`, read as `value`, if it is of that kind. Values longer than any of that kind are none. */
export function put(scan: Scan, kind: Kind, from: number, to: number, value: string = scan.text.slice(from, to)): boolean {
  const canonical = value.length > 4096 && kind !== "yara" ? undefined : kindOf(kind).canonicalise(value);
  if (canonical === undefined) return false;
  scan.hits.push({ kind, value: canonical, from, to });
  return true;
}

/** Puts down a value that its kind has read already. */
export function add(scan: Scan, kind: Kind, from: number, to: number, value: Canonical): void {
  scan.hits.push({ kind, value, from, to });
}
