/**
 * One line of the product, broken on purpose. The tests that it names must notice: one that stays green with it would not see
 * the same mistake of a person either.
 */
export interface Mutant {
  /** What is so now, in a few words. */
  readonly name: string;
  readonly file: string;
  /** Text of one line, that stands in the file exactly once. */
  readonly from: string;
  readonly to: string;
  /** The narrowest test files of which one must fail. */
  readonly tests: readonly string[];
  /** Of files that take long: the title of the test which must notice. */
  readonly title?: string;
}

/** The file with its mistake; undefined unless the text to replace stands there exactly once. */
export function mutated(content: string, { from, to }: Mutant): string | undefined {
  const [before, after, ...more] = content.split(from);
  return before === undefined || after === undefined || more.length > 0 ? undefined : before + to + after;
}
