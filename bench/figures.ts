/** One line of the table: our figure, the peer's in the same run, and what is asked of their ratio. */
export interface Figure {
  readonly name: string;
  readonly unit: string;
  readonly ours: readonly number[];
  readonly peer: readonly number[];
  readonly bar: string;
  readonly holds: (ratio: number) => boolean;
}

/** The middle value; of an even number the upper one of the two. */
export const median = (values: readonly number[]): number => percentile(values, 50);
/** The smallest value that at least `share` percent do not exceed. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * share) / 100))] ?? Number.NaN;
}

const round = (value: number): string => (value >= 10 ? value.toFixed(0) : value.toFixed(2));
const shown = (values: readonly number[], unit: string): string =>
  `${round(median(values))} ${unit} (${round(percentile(values, 10))}–${round(percentile(values, 90))})`;
const ratioOf = ({ ours, peer }: Figure): number => median(ours) / median(peer);

/** The figures as a Markdown table: medians, in brackets the tenth and the ninetieth percentile. */
export function table(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => {
    const ratio = ratioOf(figure);
    const cells = [
      figure.name,
      shown(figure.ours, figure.unit),
      shown(figure.peer, figure.unit),
      ratio.toFixed(2),
      figure.bar,
      figure.holds(ratio) ? "yes" : "no",
    ];
    return `| ${cells.join(" | ")} |`;
  });
  return ["| figure | ours | peer, same run | ratio | bar | held |", "|---|---|---|---|---|---|", ...rows].join("\n");
}
