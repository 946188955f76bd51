import { expect, test } from "vitest";
import { EncryptionRefused, JournalFailed, MachineDied } from "../../../bot/encryption/client.ts";
import { exitOf, ServerEnded } from "../../../bot/exit.ts";
import { HomeserverError } from "../../../bot/matrix/homeserver.ts";
import { isFatal } from "../../../bot/runtime/fatal.ts";
import { LeaseLost } from "../../../storage/index.ts";

test.each([
  [new MachineDied(), { code: 75, defect: true }],
  [new JournalFailed(new Error("disk full")), { code: 75, defect: true }],
  [new ServerEnded(), { code: 75, defect: false }],
  [new LeaseLost(), { code: 1, defect: false }],
  [new EncryptionRefused("rolled-back"), { code: 1, defect: false }],
  [new HomeserverError(401, "M_UNKNOWN_TOKEN"), { code: 1, defect: false }],
])("the process does not outlive %s", (fault, exit) => {
  expect(isFatal(fault)).toBe(true);
  expect(exitOf(fault)).toMatchObject(exit);
});

test.each([new Error("x"), new HomeserverError(500, "M_UNKNOWN"), undefined])(
  "it does outlive %s, which ends it only at the start",
  (fault) => {
    expect(isFatal(fault)).toBe(false);
    expect(exitOf(fault).code).toBe(1);
  },
);
