/** One line of the table: our figure, the peer's in the same run, and what is asked of their ratio. */
export interface Figure {
  readonly name: string;
  readonly unit: string;
  readonly ours: readonly number[];
  readonly peer: readonly number[];
  /** Which value of each side is compared, in percent of its values; the middle one if left out. */
  readonly share?: 50 | 99;
  /** What the ratio may not pass; without it the figure is only reported. */
  readonly bar?: { readonly most: number } | { readonly least: number };
}

/** The middle value; of an even number the upper one of the two. */
export const median = (values: readonly number[]): number => percentile(values, 50);
/** The smallest value that at least `share` percent do not exceed. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * share) / 100))] ?? Number.NaN;
}

/** Three digits that say something. */
export const round = (value: number): string => (value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2));

const shown = ({ share = 50, unit }: Figure, values: readonly number[]): string => {
  const [low, high] = share === 50 ? [10, 90] : [50, 90];
  return `${round(percentile(values, share))} ${unit} (${round(percentile(values, low))}–${round(percentile(values, high))})`;
};
/** Of the compared values: ours divided by the peer's. */
export const ratioOf = ({ ours, peer, share = 50 }: Figure): number => percentile(ours, share) / percentile(peer, share);

/** "yes" or "no", or nothing where nothing is asked. */
function held({ bar }: Figure, ratio: number): string {
  if (bar === undefined) return "";
  return ("most" in bar ? ratio <= bar.most : ratio >= bar.least) ? "yes" : "**no**";
}
const asked = ({ bar }: Figure): string => (bar === undefined ? "report" : "most" in bar ? `≤ ${bar.most}` : `≥ ${bar.least}`);

/** A Markdown table. */
export const grid = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");

/** The figures: medians, in brackets the tenth and the ninetieth percentile; where p99 is compared, p99 with p50 and p90. */
export const table = (figures: readonly Figure[]): string =>
  grid(
    ["figure", "ours", "peer, same run", "ratio", "bar", "holds"],
    figures.map((figure) => {
      const ratio = ratioOf(figure);
      const [ours, peer] = [shown(figure, figure.ours), shown(figure, figure.peer)];
      return [figure.name, ours, peer, ratio.toFixed(2), asked(figure), held(figure, ratio)];
    }),
  );
