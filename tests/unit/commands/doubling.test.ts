import { execFile } from "node:child_process";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { beforeAll, describe, expect, test } from "vitest";
import { readValues } from "#domain/paste/read.ts";
import type { Row } from "#domain/paste/row.ts";
import { render } from "../../../bot/views/index.ts";
import { allShapes, shapes } from "../../support/doubling.ts";
import { inCase, world } from "../../support/stores.ts";

const program = fileURLToPath(new URL("../../support/count-work.ts", import.meta.url));
/** How often blocks of code ran for each shape, for a text and for one of twice its length: the same in each run, whatever else the machine does. */
const counts: (readonly [short: number, long: number])[] = [];
beforeAll(async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [program], { maxBuffer: 1024 * 1024 });
  // it writes just that
  counts.push(...(JSON.parse(stdout) as typeof counts));
}, 300_000);

test("enough shapes", () => {
  expect(allShapes.length).toBeGreaterThanOrEqual(50);
});

test.each(shapes.map((shape, at) => ({ ...shape, at })))("of $what twice as much takes at most two and a half times the work", ({ at }) => {
  const [short = 0, long = 0] = counts[at] ?? [];
  expect(short).toBeGreaterThan(10);
  expect(long).toBeLessThanOrEqual(2.5 * short);
});

describe("reading ends with one value more than may be logged", () => {
  const said = async (text: string) => {
    const outcome = await world("lead").reach(text, inCase());
    return outcome === undefined || outcome === "store" ? outcome : render(outcome.answer, { prefix: outcome.prefix }).text;
  };
  /** Rows of which each says that it is looked at. */
  const watchedRows = (count: number, text: (at: number) => string) => {
    let looked = 0;
    const rows = Array.from(
      { length: count },
      (_, at): Row => ({
        line: at + 2,
        get text() {
          looked = Math.max(looked, at + 1);
          return text(at);
        },
      }),
    );
    return { rows, looked: () => looked };
  };

  test.each([
    ["values, a line each", Array.from({ length: 2_000 }, (_, at) => `\nevil-${at}.example`).join("")],
    ["values on one line", Array.from({ length: 2_000 }, (_, at) => ` evil-${at}.example`).join("")],
    ["lines of what is none", "\nab cd".repeat(5_500)],
    ["links on one word", " [a](https://matrix.to/#/".repeat(1_800)],
    ["rules that never end", "\nrule x {".repeat(5_000)],
  ])("%s", async (_what, text) => {
    expect(await said(`/ioc add${text}`)).toMatch(/^Nothing was logged\. At most 500 at once/u);
  });

  test("and what stands behind it is not looked at", () => {
    const { rows, looked } = watchedRows(2_000, (at) => at.toString(16).padStart(32, "0"));
    expect(readValues(rows, "md5", 500).values).toHaveLength(501);
    expect(looked()).toBeLessThanOrEqual(502);
    expect(readValues(watchedRows(2_000, (at) => `evil-${at}.example`).rows, undefined, 500).values).toHaveLength(501);
  });

  test("as many as may be logged are read all, with the markings behind them", () => {
    const rows = Array.from({ length: 501 }, (_, at): Row => ({ line: at + 2, text: at < 500 ? `evil-${at}.example` : "TLP:RED" }));
    const { values, marking } = readValues(rows, undefined, 500);
    expect(values).toHaveLength(500);
    expect(marking).toEqual({ tlp: "red" });
  });
});
