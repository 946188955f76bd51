import process from "node:process";
import { expect, test } from "vitest";
import { refangText } from "#domain/extract/refang/text.ts";

test("twice as many brackets take no more than two and a half times as long", () => {
  const shapes = [
    (n: number) => `${"[".repeat(n)}.${"]".repeat(n)}`,
    (n: number) => "[.".repeat(n),
    (n: number) => `${"([{<".repeat(n / 4)}.`,
    (n: number) => "a[.]".repeat(n / 4),
    (n: number) => `${"\\".repeat(n)}/`,
    (n: number) => "a dot ".repeat(n / 6),
    (n: number) => "1 dot ".repeat(n / 6),
    (n: number) => "a at ".repeat(n / 5),
    (n: number) => "hxxp : // ".repeat(n / 10),
    (n: number) => `evil${" ".repeat(n)}[.]example`,
  ];
  /** Milliseconds of processor time: what else the machine does counts for nothing. */
  const took = (text: string): number => {
    const begin = process.cpuUsage();
    refangText(text);
    const { user, system } = process.cpuUsage(begin);
    return (user + system) / 1000;
  };
  for (const shape of shapes) {
    const [half, whole] = [shape(40_000), shape(80_000)];
    // the least of many, in turns
    const times = Array.from({ length: 40 }, () => [took(half), took(whole)] as const);
    const least = (of: 0 | 1): number => Math.min(...times.map((pair) => pair[of]));
    expect(least(1), shape(12)).toBeLessThan(2.5 * least(0) + 1);
  }
});
