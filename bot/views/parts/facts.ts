import type { CaseLine } from "#domain/cases/case.ts";
import type { Codes } from "#domain/codes/codes.ts";
import { dots, own, type Piece, text, typed } from "./html.ts";

/** `2026-11-02 14:00 UTC` */
export const time = (at: Date): Piece => own(`${at.toISOString().slice(0, 16).replace("T", " ")} UTC`);

/** `TLP:AMBER · PAP:AMBER · H1 · X4 · share:hit`, and what differs from the usual. */
export const codes = (all: Codes): Piece => dots(labels(all).map(own));
/** Those of the codes that were others before. */
export const newCodes = (before: Codes, after: Codes): Piece =>
  dots(
    labels(after)
      .filter((label) => !labels(before).includes(label))
      .map(own),
  );

const labels = ({ tlp, pap, handling, evaluation, share, category, only }: Codes): readonly string[] => [
  `TLP:${tlp.toUpperCase()}`,
  `PAP:${pap.toUpperCase()}`,
  handling.join("+"),
  evaluation,
  `share:${share}`,
  ...(category === "unknown" ? [] : [`cat:${category}`]),
  ...(only ? [`only:${only.join(",")}`] : []),
];

/** `1 case`, `2 cases` */
export const count = (number: number, noun: string): Piece => text`${number} ${own(number === 1 ? noun : `${noun}s`)}`;

/** `C-2026-0007 blue heron · "Night Owl"` */
export const caseName = ({ ref, words, title }: CaseLine): Piece => text`${own(ref)} ${own(words)} · "${typed(title)}"`;

/** `IOC-51…87, IOC-90`: runs of three and more are drawn together. */
export function ranges(refs: readonly string[]): Piece {
  return own(runs(refs.map(numberOf), "…", refs[0]?.split("-")[0] ?? "").join(", "));
}
/** `41, 43…45` */
export const numberRanges = (numbers: readonly number[]): Piece => own(runs(numbers, "…", "").join(", "));
/** `51-87,90`, as commands take it. */
export const typedRanges = (refs: readonly string[]): Piece => own(runs(refs.map(numberOf), "-", "").join(","));

/** The number of `IOC-12`. */
export const numberOf = (ref: string): number => Number(ref.slice(ref.lastIndexOf("-") + 1));

function runs(numbers: readonly number[], to: string, code: string): readonly string[] {
  const found: { first: number; last: number }[] = [];
  for (const number of [...numbers].sort((a, b) => a - b)) {
    const run = found.at(-1);
    if (run && number <= run.last + 1) run.last = number;
    else found.push({ first: number, last: number });
  }
  const name = code === "" ? "" : `${code}-`;
  return found.flatMap(({ first, last }) => {
    if (first === last) return [`${name}${first}`];
    return last === first + 1 && to === "…" ? [`${name}${first}`, `${name}${last}`] : [`${name}${first}${to}${last}`];
  });
}
