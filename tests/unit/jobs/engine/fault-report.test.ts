import { expect, test } from "vitest";
import { faultReport } from "../../../../jobs/engine/fault-report.ts";

const reply = (message: string) => Object.assign(new Error(message), { name: "ReplyError" });

test.each([
  [Object.assign(new Error("connect ECONNREFUSED 10.0.0.7:6379"), { code: "ECONNREFUSED" }), "ECONNREFUSED"],
  [reply("WRONGPASS invalid username-password pair or user is disabled."), "WRONGPASS"],
  [reply("ERR Error running script (call to f_5ab4): @user_script:589: @user_script: 589: -OOM command not allowed."), "OOM"],
  [reply("secret words in small letters"), "ReplyError"],
  [new TypeError("secret"), "TypeError"],
  ["secret", "string"],
])("names a fault without quoting it: %#", (fault, name) => {
  const told: string[] = [];
  faultReport((one) => told.push(one)).fault(fault);
  expect(told).toEqual([name]);
});

test("tells each name at most once a minute, and once that it is over", () => {
  const told: string[] = [];
  let now = 0;
  const { fault, well } = faultReport(
    (one) => told.push(one),
    () => now,
  );
  well();
  for (; now < 60_000; now += 1_000) fault(new TypeError("x"));
  fault(new RangeError("x"));
  expect(told).toEqual(["TypeError", "RangeError"]);
  fault(new TypeError("x"));
  well();
  well();
  expect(told).toEqual(["TypeError", "RangeError", "TypeError", "back"]);
});
