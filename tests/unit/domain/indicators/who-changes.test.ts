import fc from "fast-check";
import { test } from "vitest";
import { type Action, anAction } from "../../../support/protection/actions.ts";
import { inMemory } from "../../../support/protection/memory.ts";
import type { Person } from "../../../support/protection/model.ts";
import { aCrew } from "../../../support/protection/people.ts";
import { Play } from "../../../support/protection/play.ts";
import { runs } from "../../../support/runs.ts";

const crew: readonly Person[] = ["anna", "bruno", "chloe", "dirk"].map((name) => ({
  id: `@${name}:one.example`,
  role: "contribute",
  country: "NL",
  agency: "police",
  since: 0,
}));
/** Found by chance: who becomes a lead while their proposal waits is asked once more, and not again because it is they who answer. */
const ledSince: Action[] = [
  { does: "log", by: 0, value: 0, typed: {} },
  { does: "withdraw", by: 3, records: [0] },
  { does: "change", who: 3, to: { role: "lead" } },
  { does: "answer", question: 0 },
  { does: "answer", question: 1 },
];

test("whatever officers type and confirm: nobody gets what the table forbids, no second one is passed over, and raising is free", {
  timeout: 120_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(aCrew, fc.array(anAction, { minLength: 4, maxLength: 25 }), (people, actions) =>
      new Play(inMemory(), people).run(actions),
    ),
    { numRuns: runs(400), examples: [[crew, ledSince]] },
  );
});
