import { describe, expect, it } from "vitest";
import { parseIndicator } from "#domain/indicator.ts";
import { all } from "#domain/kinds/index.ts";

describe.each(all)("$name", (kind) => {
  it.each(kind.examples)("reads %j as %j", (typed, canonical) => {
    const as = kind.name === "text" ? kind.name : undefined;
    expect(parseIndicator(typed, as)).toEqual({ ok: true, value: { kind: kind.name, value: canonical } });
    expect(parseIndicator(typed, kind.name)).toEqual({ ok: true, value: { kind: kind.name, value: canonical } });
  });

  it.each(kind.examples)("leaves the canonical form of %j alone", (_, canonical) => {
    expect(kind.canonicalise(canonical)).toBe(canonical);
    expect(parseIndicator(canonical, kind.name)).toEqual({ ok: true, value: { kind: kind.name, value: canonical } });
  });

  it.each(kind.rejects)("refuses %j", (typed) => {
    expect(parseIndicator(typed, kind.name).ok).toBe(false);
    const found = parseIndicator(typed);
    expect(found.ok && found.value.kind).not.toBe(kind.name);
  });
});
