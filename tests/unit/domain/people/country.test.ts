import { describe, expect, it } from "vitest";
import { countries, country, countryName } from "#domain/people/country.ts";

const now = new Date("2026-03-24T10:20:30Z");

describe("country", () => {
  it.each([
    ["NL", "NL"],
    ["nl", "NL"],
    ["UK", "GB"],
    ["el", "GR"],
    ["XK", "XK"],
  ])("reads %j as %s", (typed, value) => expect(country.read(typed, now)).toEqual({ ok: true, value }));
  it.each(["", "N", "NLD", "ZZ", "EU", "XX", "SU", "12"])("refuses %j", (typed) =>
    expect(country.read(typed, now)).toMatchObject({
      ok: false,
      fault: { code: "unreadable", typed: `"${typed}"`, expected: "country" },
    }),
  );
});

describe("countries", () => {
  it("reads several, each once, in order", () =>
    expect(countries.read("nl, UK,FR,GB", now)).toEqual({ ok: true, value: ["FR", "GB", "NL"] }));
  it("names the one that is none", () => expect(countries.read("NL,Q1", now)).toMatchObject({ fault: { typed: '"Q1"' } }));
  it("knows the 249 of the standard and XK by name", () => {
    const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
    const known = letters.flatMap((a) => letters.map((b) => a + b)).filter((code) => country.read(code, now).ok);
    // UK and EL are read, but not kept
    expect(known).toHaveLength(249 + 1 + 2);
    expect(known.filter((code) => countryName(code) === code)).toEqual(["EL"]);
    expect(countryName("NL")).toBe("Netherlands");
  });
});
