import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import type { OpenStorage } from "../../../../storage/open.ts";
import { anAction } from "../../../support/protection/actions.ts";
import { aCrew } from "../../../support/protection/people.ts";
import { Play } from "../../../support/protection/play.ts";
import { runs } from "../../../support/runs.ts";
import { onPostgres, t0 } from "../../storage/fresh.ts";
import { onRows } from "./protection-desk.ts";

const postgres = onPostgres();
const clock = { now: t0 };
let storage: OpenStorage;
beforeAll(async () => {
  storage = await postgres.open({ now: () => clock.now });
});

test("on real rows as well, nobody gets what the table forbids, and no second officer is passed over", async () => {
  let run = 0;
  await fc.assert(
    fc.asyncProperty(aCrew, fc.array(anAction, { minLength: 4, maxLength: 12 }), async (people, actions) => {
      run += 1;
      await new Play(await onRows(storage, clock, run), people).run(actions, 5);
    }),
    { numRuns: runs(30), endOnFailure: true },
  );
  expect(run).toBeGreaterThan(0);
});
