import type { Canonical } from "#domain/kinds/canonical.ts";
import type { Findable, Scan } from "#domain/kinds/traits/detection.ts";

/** Puts down `text[from…to)`, read as `value`, if it is of that kind. Values longer than any of that kind are none. */
// biome-ignore lint/complexity/useMaxParams: asked for every candidate of a text, where an object each would cost more than it tells
export function put(scan: Scan, kind: Findable, from: number, to: number, value: string = scan.written(from, to, kind.reading)): boolean {
  const canonical = value.length > 4096 && !kind.long ? undefined : kind.canonicalise(value);
  if (canonical === undefined) return false;
  add(scan, kind, from, to, canonical);
  return true;
}

/** Puts down a value that its kind has read already. */
// biome-ignore lint/complexity/useMaxParams: asked for every candidate of a text, where an object each would cost more than it tells
export function add(scan: Scan, kind: Findable, from: number, to: number, value: Canonical): void {
  scan.hits.push({ kind: kind.name, value, from, to });
}
