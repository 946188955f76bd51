import { describe, expect, test } from "vitest";
import { caseDefaults } from "#domain/codes/codes.ts";
import type { Notice } from "#domain/notices/index.ts";
import { render } from "../../../../bot/views/index.ts";
import { anna, bruno } from "../../../support/stores.ts";

const text = (notice: Notice): string => render(notice, { prefix: "!" }).text;
const asked = { code: "K7Q4", prefix: "/", line: "/ioc add evil.example", would: true } as const;
const words = ["one", "two", "three", "four", "five", "six"];

describe("a question", () => {
  test("says why, what was typed, what would be answered, and the code in its officer's own prefix; nothing is bare", () => {
    const shown = { type: "edited", line: "198.51.100.7" } as const;
    const message = text({ type: "confirm-in-case", ref: "C-2026-0007", codes: caseDefaults, ...asked, late: 1, shown });
    expect(message.split("\n")).toEqual([
      "This command in C-2026-0007 came 1 minute late, so it has not run:",
      "/ioc add evil[.]example",
      "What would be answered:",
      "Your edit was not executed. To run it:",
      "198[.]51[.]100[.]7",
      "/ok K7Q4 · /no K7Q4 (for ten minutes)",
    ]);
  });
  test("to a second officer names who wants it", () => {
    expect(text({ type: "confirm", ...asked, by: bruno })).toMatch(
      new RegExp(`^${bruno} wants this; it needs a second officer, you:\\n/ioc add evil\\[\\.\\]example\\n/ok K7Q4`, "u"),
    );
  });
  test("about an identity says what it means and shows the six words", () => {
    const admission = {
      type: "admission",
      ref: "C-2026-0007",
      userId: anna,
      words,
      changed: true,
      stranger: false,
      verify: false,
    } as const;
    const message = text({ type: "confirm", ...asked, would: false, shown: admission });
    expect(message).toContain(`${anna} shows a new identity: a new device without the old secrets, or somebody else with this account.`);
    expect(message).toContain("Fingerprint: one two three four five six. Compare these words with the person, not through a room.");
    expect(message).not.toContain("no member");
    expect(message).not.toContain("verified");
  });
});

test.each<readonly [Notice, string]>([
  [
    { type: "confirm-wanted", waits: true },
    "Nothing was done yet: it waits for a confirmation in your private room with me. Accept the invitation to it.",
  ],
  [
    { type: "confirm-wanted", of: [bruno], waits: true },
    `Nothing was done yet: it waits for a confirmation in the private room of ${bruno} with me. The invitation to it is not accepted yet.`,
  ],
  [
    { type: "confirm-wanted", of: [anna, bruno], waits: false },
    `Nothing was done yet: it waits for a confirmation in the private room of ${anna} with me, or in the private room of ${bruno} with me.`,
  ],
  [{ type: "confirm-changed", of: [bruno] }, `Nothing was done: it is not yours to confirm any more. It is asked anew of ${bruno}.`],
  [{ type: "confirmed", line: "/case close", ref: "C-2026-0007" }, "Done in C-2026-0007: /case close"],
  [{ type: "no-such-code", all: false }, "Nothing was done. No such code, or it has run out."],
  [
    { type: "admitted", ref: "C-2026-0007", userId: anna, changed: true, stranger: true },
    `${anna}: the new identity was approved. ${anna} is a member of C-2026-0007 now, role read.`,
  ],
  [
    { type: "stranger-in-room", ref: "C-2026-0007", userId: anna },
    `${anna} is in the room of C-2026-0007, no member of the case and not on the roster. Nothing of the case is said there meanwhile. Remove that person, or ask a coordinator to put them on the roster and then type in that room !case admit ${anna}`,
  ],
])("%j", (notice, sentence) => {
  expect(text(notice)).toBe(sentence);
});
