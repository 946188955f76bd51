import { expect, test } from "vitest";
import { caseDefaults as codes } from "#domain/codes/codes.ts";
import type { HitLine } from "#domain/hits/hit.ts";
import type { Notice } from "#domain/notices/index.ts";
import { userId } from "#domain/primitives/ids.ts";
import { shownIn, typedBefore } from "#domain/shown.ts";

const at = new Date(0);
const by = userId("@anna:one.example");
if (by === undefined) throw new Error("not a user id");
const hit: HitLine = { ref: "HIT-1", own: "IOC-9", kind: "ipv4", side: "asker", match: "same", at, share: "open" };
const withdrawn: Notice = { type: "indicators-withdrawn", refs: ["IOC-3"], already: ["IOC-4"], reason: "r", codes };

test.each<[string, Notice, readonly string[]]>([
  ["the record of the other side of a hit that shows it", { type: "hit-disclosed", codes, ...hit, value: "v" }, ["HIT-1"]],
  ["nothing of one that only tells of it", { type: "hit", ...hit }, []],
  [
    "those of a list that have a value",
    { type: "hit-list", codes, hits: [hit, { ...hit, ref: "HIT-2", value: "v" }], total: 2 },
    ["HIT-2"],
  ],
  ["the reason of a withdrawal", withdrawn, ["IOC-3"]],
  ["what is asked about", { type: "confirm", code: "K7Q4", prefix: "/", line: "", would: true, shown: withdrawn }, ["IOC-3"]],
  ["nothing of bare numbers", { type: "indicators-spilled", codes, refs: ["IOC-1"], already: [], messages: 1, commands: 1 }, []],
])("a message shows %s", (_what, notice, expected) => {
  const { records, hits } = shownIn(notice);
  expect([...records.map(({ ref }) => ref), ...hits]).toEqual(expected);
  expect(typedBefore(notice)).toEqual([]);
});
