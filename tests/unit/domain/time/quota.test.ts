import { describe, expect, test } from "vitest";
import { quota } from "#domain/time/quota.ts";

const at = (seconds: number): Date => new Date(Date.UTC(2026, 10, 2, 14) + seconds * 1_000);

describe("a quota of three a minute", () => {
  test("takes three, closes at the fourth for a minute, and says so once", () => {
    const three = quota(3);
    expect([0, 10, 20].map((second) => three.take("anna", at(second)))).toEqual(["open", "open", "open"]);
    expect(three.take("anna", at(30))).toEqual({ until: at(90), first: true });
    expect(three.take("anna", at(31))).toEqual({ until: at(90), first: false });
    expect(three.take("anna", at(89.999))).toEqual({ until: at(90), first: false });
    expect([90, 91, 92].map((second) => three.take("anna", at(second)))).toEqual(["open", "open", "open"]);
    expect(three.take("anna", at(93))).toEqual({ until: at(153), first: true });
  });

  test("counts everybody apart", () => {
    const three = quota(3);
    for (let n = 0; n < 5; n++) three.take("anna", at(n));
    expect(three.take("bruno", at(6))).toBe("open");
  });

  test("begins anew after a minute", () => {
    const three = quota(3);
    for (const second of [0, 59]) expect(three.take("anna", at(second))).toBe("open");
    for (const second of [60, 61, 62]) expect(three.take("anna", at(second))).toBe("open");
    expect(three.take("anna", at(63))).toMatchObject({ first: true });
  });

  test("does not stay closed because the clock was set back", () => {
    const three = quota(3);
    for (let n = 0; n < 4; n++) three.take("anna", at(3_600));
    expect(three.take("anna", at(0))).toBe("open");
  });

  test("forgets who is idle, and nobody who is closed", () => {
    const one = quota(1);
    one.take("flood", at(100));
    one.take("flood", at(100));
    for (let n = 0; n < 5_000; n++) one.take(`@${n}`, at(100 + n / 100));
    expect(one.take("flood", at(155))).toEqual({ until: at(160), first: false });
  });
});
