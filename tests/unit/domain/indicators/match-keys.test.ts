import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Indicator, parseIndicator, storedIndicator } from "#domain/indicators/indicator.ts";
import { matchKeys } from "#domain/indicators/match-keys.ts";
import { runs } from "../../../support/runs.ts";

const read = (typed: string): Indicator => {
  const found = parseIndicator(typed);
  if (!found.ok) throw new Error(`no indicator: ${typed}`);
  return found.value;
};
/** The equality join of storage. */
function meet(one: Indicator, other: Indicator): boolean {
  const a = matchKeys(one);
  const b = matchKeys(other);
  const ofA = new Set(a.self);
  const ofB = new Set(b.self);
  return [...b.self, ...b.parents].some((key) => ofA.has(key)) || a.parents.some((key) => ofB.has(key));
}

describe("matchKeys", () => {
  it.each([
    ["evil.example", "https://evil.example/x", true],
    ["evil.example", "https://a.b.evil.example/x", true],
    ["a.evil.example", "https://evil.example/x", false],
    ["https://evil.example/x", "https://evil.example/y", false],
    ["https://evil.example/x", "hxxps://EVIL[.]example/x", true],
    ["a.evil.example", "b.evil.example", false],
    ["a.b.evil.example", "b.evil.example", true],
    ["evil.example", "user@mail.evil.example", true],
    ["one@evil.example", "two@evil.example", false],
    ["one@evil.example", "https://evil.example/", false],
    ["one.github.io", "two.github.io", false],
    ["github.io", "one.github.io", false],
    ["evil.co.uk", "a.evil.co.uk", true],
    ["evil.co.uk", "other.co.uk", false],
    ["198.51.100.7", "http://198.51.100.7:8080/gate", true],
    ["198.51.100.0/24", "http://u:p@198.51.100.7/gate", true],
    ["198.51.100.0/24", "user@[198.51.100.7]", true],
    ["2001:db8::/32", "http://[2001:db8::1]:8080/", true],
    ["198.51.100.7", "198.51.100.7/32", true],
    ["198.51.100.7", "198.51.100.8", false],
    ["198.51.100.7", "::ffff:198.51.100.7", true],
    ["198.51.100.0/24", "::ffff:198.51.100.7", true],
    ["::ffff:198.51.100.0/120", "198.51.100.7", true],
    ["::ffff:198.51.100.0/120", "198.51.100.200", true],
    ["::ffff:198.51.101.0/120", "198.51.100.7", false],
    ["d41d8cd98f00b204e9800998ecf8427e", "d41d8cd98f00b204e9800998ecf8427e", true],
    ["d41d8cd98f00b204e9800998ecf8427e", "d41d8cd98f00b204e9800998ecf8427f", false],
  ])("%s and %s meet: %s", (one, other, expected) => {
    expect(meet(read(one), read(other))).toBe(expected);
    expect(meet(read(other), read(one))).toBe(expected);
  });

  it("keeps a text apart from what it looks like", () => {
    const text = parseIndicator("evil.example", "text");
    expect(text.ok && matchKeys(text.value)).toEqual({ self: ["text evil.example"], parents: [] });
  });

  it.each([
    ["198.51.100.7", 1, 3],
    ["198.51.0.0/16", 1, 1],
    ["198.51.0.0/17", 128, 2],
    ["10.0.0.0/9", 128, 1],
    ["10.0.0.0/8", 1, 0],
    ["2001:db8::1", 1, 14],
    ["2001::/16", 1, 0],
    ["2001:db8::/29", 8, 2],
  ])("%s has %i keys of its own and %i parents", (typed, own, parents) => {
    const keys = matchKeys(read(typed));
    expect([keys.self.length, keys.parents.length]).toEqual([own, parents]);
    expect(new Set([...keys.self, ...keys.parents]).size).toBe(own + parents);
  });
});

/** Random networks of one family, crowded into a few bits so that many of them meet. */
const networks = (width: 32 | 128, least: number) => {
  const bits = fc.integer({ min: least, max: width });
  const noise = fc.bigInt({ min: 0n, max: (1n << BigInt(width)) - 1n });
  const shared = fc.array(fc.integer({ min: 0, max: width }), { minLength: 1, maxLength: 3 }).map((all) => Math.max(...all));
  const base = width === 32 ? 0xc6336407n : 0x20010db8000000010002000300040005n;
  const full = (1n << BigInt(width)) - 1n;
  const near = fc.tuple(noise, shared).map(([random, keep]) => base ^ (random & (full >> BigInt(keep))));
  return fc.tuple(near, fc.oneof(bits, fc.constant(undefined)));
};
const write = (width: 32 | 128, address: bigint): string => {
  const part = width === 32 ? 8n : 16n;
  const parts = Array.from(
    { length: width / Number(part) },
    (_, index) => (address >> (BigInt(width) - part * BigInt(index + 1))) & ((1n << part) - 1n),
  );
  return width === 32 ? parts.join(".") : parts.map((value) => value.toString(16)).join(":");
};

describe.each([
  [32, 8],
  [128, 16],
] as const)("addresses and ranges of %i bits against arithmetic", (width, least) => {
  it("are never wrong, in both orders", () => {
    let met = 0;
    let tried = 0;
    const network = networks(width, least);
    fc.assert(
      fc.property(network, network, ([a, aBits], [b, bBits]) => {
        const typed = (address: bigint, bits: number | undefined) => read(write(width, address) + (bits === undefined ? "" : `/${bits}`));
        const shift = BigInt(width - Math.min(aBits ?? width, bBits ?? width));
        const expected = a >> shift === b >> shift;
        tried += 1;
        met += expected ? 1 : 0;
        expect(meet(typed(a, aBits), typed(b, bBits))).toBe(expected);
        expect(meet(typed(b, bBits), typed(a, aBits))).toBe(expected);
      }),
      { numRuns: runs(15_000) },
    );
    expect(met).toBeGreaterThan(tried / 10);
    expect(tried - met).toBeGreaterThan(tried / 10);
  });
});

describe("matchKeys of names and paths", () => {
  const as = (kind: Parameters<typeof storedIndicator>[0], value: string) => storedIndicator(kind, value);
  it.each([
    [as("filename", "Owl.exe"), as("filename", "owl.EXE"), true],
    [as("filename", "owl.exe"), as("filepath", "C:\\Temp\\OWL.exe"), true],
    [as("filepath", "/tmp/owl.sh"), as("filepath", "/home/owl.sh"), false],
    [as("filepath", "C:\\Temp\\owl.exe"), as("filepath", "c:\\temp\\owl.exe"), true],
    [as("regkey", "HKEY_USERS\\Owl"), as("regkey", "HKEY_USERS\\owl"), true],
    [as("xmpp", "night@owl.example"), as("email", "night@owl.example"), true],
    [as("xmpp", "night@owl.example"), as("domain", "owl.example"), true],
    [as("matrix", "@night:owl.example:8448"), as("domain", "owl.example"), true],
    [as("telegram", "night_owl"), as("twitter", "night_owl"), false],
    [as("md5", "d41d8cd98f00b204e9800998ecf8427e"), as("imphash", "d41d8cd98f00b204e9800998ecf8427e"), false],
  ])("%j and %j meet: %j", (one, other, meets) => {
    expect(meet(one, other)).toBe(meets);
    expect(meet(other, one)).toBe(meets);
  });
});
