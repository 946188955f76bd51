import { describe, expect, test } from "vitest";
import { bareAnswer, codeOf, confirmCode, outline } from "#domain/confirm-code.ts";
import { sequence } from "../../support/seed.ts";
import { now } from "../../support/stores.ts";

describe("a code", () => {
  const random = sequence(7);
  const bytes = () => Uint8Array.from({ length: 8 }, () => Math.floor(random() * 256));
  const codes = Array.from({ length: 5_000 }, () => codeOf(bytes()));

  test("is four signs that nobody takes for others, one of them a digit", () => {
    for (const code of codes.filter((one) => one !== undefined)) expect(code).toMatch(/^(?=.*\d)[A-HJ-NP-Z2-9]{4}$/u);
    expect(codes.filter((code) => code === undefined).length / codes.length).toBeCloseTo((24 / 32) ** 4, 1);
  });
  test("uses every sign at every place", () => {
    for (let at = 0; at < 4; at++) expect(new Set(codes.flatMap((code) => code?.[at] ?? [])).size).toBe(32);
  });
  test("is read in any case, and nothing else is", () => {
    expect(confirmCode.read("k7q4", now)).toEqual({ ok: true, value: "K7Q4" });
    for (const typed of ["K7Q", "K7Q44", "K7O4", "K1Q4", "KIQ4", "K0Q4", "K7Q4."])
      expect(confirmCode.read(typed, now).ok, typed).toBe(false);
  });
});

test.each([
  ["ok K7Q4", "ok K7Q4"],
  ["OK k7q4", "ok K7Q4"],
  ["  no   k7q4. ", "no K7Q4"],
  ["ok that", undefined],
  ["no way!", undefined],
  ["ok K7Q4 thanks", "ok K7Q4"],
  ["ok: K7Q4", "ok K7Q4"],
  ["ok, k7q4.", "ok K7Q4"],
  ["Okay K7Q4", "ok K7Q4"],
  ["no: K7Q4, sorry", "no K7Q4"],
  ["`ok K7Q4`", "ok K7Q4"],
  ["ok **K7Q4**", "ok K7Q4"],
  ["ok K7 Q4", "ok K7Q4"],
  ["ok K-7-Q-4", "ok K7Q4"],
  ["\u200eok\u00a0K7\u200bQ4\u2060", "ok K7Q4"],
  ["ок К７Q4", "ok K7Q4"],
  ["ok, 3 more of them", undefined],
  ["ok see you 2moro at the court", undefined],
  ["okay then", undefined],
  ["2026", undefined],
  ["10:30", undefined],
  ["ok K1Q4", "ok K1Q4"],
  ["ok K7Q", "ok K7Q"],
  ["no 22", "no 22"],
  ["ok KKKK", undefined],
  ["ok", undefined],
  ["K7Q4", "ok K7Q4"],
  ["s3sd", "ok S3SD"],
  ["C2", undefined],
  ["ok – K7Q4", "ok K7Q4"],
  ["ok code K7Q4", "ok K7Q4"],
  ["ok #k7q4", "ok K7Q4"],
  ["ok=K7Q4", "ok K7Q4"],
  ["K7Q4 ok", "ok K7Q4"],
  ["k7q4, no.", "no K7Q4"],
  ["K7Q4 nope", "no K7Q4"],
  ["yes K7Q4", "ok K7Q4"],
  ["Ja: K7Q4", "ok K7Q4"],
  ["oui K7Q4", "ok K7Q4"],
  ["sí K7Q4", "ok K7Q4"],
  ["👍 K7Q4", "ok K7Q4"],
  ["👎 K7Q4", "no K7Q4"],
  ["nein K7Q4", "no K7Q4"],
  ["não K7Q4", "no K7Q4"],
  ["not ok K7Q4", undefined],
  ["ok no K7Q4", undefined],
  ["ja, 10:30", undefined],
  ["yes 2pm", undefined],
  ["yes we can", undefined],
])("bare %j is %j", (typed, line) => {
  expect(bareAnswer(typed)).toBe(line);
});

test("an outline keeps the notice, its parts, their number, yes and no, and nothing that chance or time decides", () => {
  const of = (ref: string, again: boolean) => outline({ type: "indicators-logged", logged: [{ ref, again, at: now }] });
  expect(of("IOC-1", false)).toEqual(of("IOC-2", false));
  expect(of("IOC-1", false)).not.toEqual(of("IOC-1", true));
  expect(outline({ type: "a", list: [1] })).not.toEqual(outline({ type: "a", list: [1, 2] }));
  expect(outline({ type: "a" })).not.toEqual(outline({ type: "b" }));
  expect(outline({ type: "a", at: now })).not.toEqual(outline({ type: "a" }));
});
