import { expect, test } from "vitest";
import { openIdleSync } from "../../../../bot/sync/idle-sync.ts";

const nothing = { toDevice: [], changed: [], left: [], oneTimeKeys: { signed_curve25519: 50 }, unusedFallback: ["signed_curve25519"] };

test("the machine is told what it does not know yet, and now and then that there is nothing", () => {
  let now = 0;
  const idle = openIdleSync(() => now);
  expect(idle.learns(nothing)).toBe(true);
  idle.took(nothing);
  expect(idle.learns(nothing)).toBe(false);
  now = 9_999;
  expect(idle.learns(nothing)).toBe(false);
  now = 10_000;
  expect(idle.learns(nothing)).toBe(true);
});

test.each([
  ["a message", { toDevice: [{}] }],
  ["another's devices", { changed: ["@anna:one.example"] }],
  ["somebody whom it need not follow any more", { left: ["@anna:one.example"] }],
  ["a one-time key that was taken", { oneTimeKeys: { signed_curve25519: 49 } }],
  ["one-time keys that are all gone", { oneTimeKeys: {} }],
  ["the fallback key that was used", { unusedFallback: [] }],
])("%s is news", (_what, news) => {
  const idle = openIdleSync(() => 0);
  idle.took(nothing);
  expect(idle.learns({ ...nothing, ...news })).toBe(true);
  idle.took({ ...nothing, ...news });
  expect(idle.learns({ ...nothing, oneTimeKeys: { ...nothing.oneTimeKeys }, unusedFallback: [...nothing.unusedFallback] })).toBe(
    "oneTimeKeys" in news || "unusedFallback" in news,
  );
});
