import fc from "fast-check";
import { test } from "vitest";
import { anAction } from "../../../support/protection/actions.ts";
import { inMemory } from "../../../support/protection/memory.ts";
import { aCrew } from "../../../support/protection/people.ts";
import { Play } from "../../../support/protection/play.ts";
import { runs } from "../../../support/runs.ts";

test("whatever officers type and confirm: nobody gets what the table forbids, no second one is passed over, and raising is free", {
  timeout: 120_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(aCrew, fc.array(anAction, { minLength: 4, maxLength: 25 }), (people, actions) =>
      new Play(inMemory(), people).run(actions),
    ),
    { numRuns: runs(400) },
  );
});
