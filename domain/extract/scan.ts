import type { Findable, Hit, Scan } from "#domain/kinds/traits/detection.ts";

/** Puts down `text[from…to)`, read as it was written, if it is of that kind. */
export const put = (scan: Scan, kind: Findable, from: number, to: number): boolean =>
  putAs(scan, kind, scan.written(from, to, kind.reading), { from, to });

/** The same, read as `value`. Values longer than any of that kind are none. */
export function putAs(scan: Scan, kind: Findable, value: string, { from, to }: Pick<Hit, "from" | "to">): boolean {
  const canonical = value.length > 4096 && !kind.long ? undefined : kind.canonicalise(value);
  if (canonical === undefined) return false;
  scan.hits.push({ kind: kind.name, value: canonical, from, to });
  return true;
}
