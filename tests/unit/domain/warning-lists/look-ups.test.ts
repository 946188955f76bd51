import { describe, expect, test } from "vitest";
import type { Kind } from "#domain/indicators/indicator.ts";
import { packList } from "#domain/warning-lists/pack.ts";
import { opened, typedValue, type Written } from "./lists.ts";

type Row = readonly [type: string, entries: readonly string[], value: string, found: boolean, kind?: Kind];
const rows: readonly Row[] = [
  ["string", ["evil.example"], "evil.example", true],
  ["string", ["Evil.Example"], "EVIL.example", true],
  ["string", ["evil.example"], "www.evil.example", false],
  ["string", ["https://Evil.example"], "https://evil.example/", true],
  ["string", ["пример.рф"], "xn--e1afmkfd.xn--p1ai", true],
  ["string", ["2001:DB8:0::1"], "2001:db8::1", true],
  ["string", ["NL02 ABNA 0123 4567 89"], "NL02ABNA0123456789", true],
  ["string", ["Invoice.pdf.exe"], "invoice.PDF.exe", true],
  ["hostname", ["example.com"], "example.com", true],
  ["hostname", ["example.com"], "a.b.example.com", true],
  ["hostname", [".Example.com."], "a.example.com", true],
  ["hostname", ["example.com"], "notexample.com", false],
  ["hostname", ["a.example.com"], "example.com", false],
  ["hostname", ["example.com"], "https://user@www.example.com:8443/a?b", true],
  ["hostname", ["example.com"], "https://evil.example/www.example.com", false],
  ["hostname", ["example.com"], "mail@example.com", true],
  ["hostname", ["example.com"], "@night:matrix.example.com", true],
  ["hostname", ["192.0.2.7"], "http://192.0.2.7/a", true],
  ["cidr", ["203.0.113.0/24"], "203.0.113.77", true],
  ["cidr", ["203.0.113.77/24"], "203.0.113.1", true],
  ["cidr", ["203.0.113.0/24"], "203.0.112.255", false],
  ["cidr", ["203.0.113.0/24"], "203.0.113.0/25", true],
  ["cidr", ["203.0.113.0/24"], "203.0.112.0/23", false],
  ["cidr", ["203.0.113.0/25", "203.0.113.128/25"], "203.0.113.0/24", true],
  ["cidr", ["203.0.113.9"], "203.0.113.9", true],
  ["cidr", ["0.0.0.0/0"], "255.255.255.255", true],
  ["cidr", ["0.0.0.0/0"], "2001:db8::1", false],
  ["cidr", ["2001:db8::/32"], "2001:db8:9::1", true],
  ["cidr", ["2001:db8::/33"], "2001:db8:8000::1", false],
  ["cidr", ["2001:db8::/32"], "2001:db8::/48", true],
  ["cidr", ["203.0.113.0/24"], "::ffff:203.0.113.7", true],
  ["cidr", ["203.0.113.0/24"], "http://203.0.113.7:8080/gate", true],
  ["cidr", ["2001:db8::/32"], "http://[2001:db8::7]/", true],
  ["cidr", ["999.0.0.0/8", "1.2.3.0/33", "nonsense", "203.0.113.0/24"], "203.0.113.7", true],
  ["substring", ["sandbox.example"], "http://a.sandbox.example.org/b", true],
  ["substring", ["SandBox"], "my-sandbox.example", true],
  ["substring", ["sandbox"], "sand.box.example", false],
  ["substring", ["abcd", "bcx"], "abcx.example", true],
  ["substring", ["xabcy", "abc"], "xabcz.example", true],
  ["substring", ["", ".", "no"], "nothing.example", false],
  ["regex", ["/^(security|noc)@.*\\..*$/i"], "NOC@evil.example", true],
  ["regex", ["/^(security|noc)@.*\\..*$/i"], "user@evil.example", false],
  ["regex", ["/((?:\\+|00)1)?([0-9]{3})55501([0-9]{2})/g"], "+1 212 555 0123", true],
  ["regex", ["^evil-\\d+\\.example$"], "evil-77.example", true],
  ["regex", ["^evil-\\d+\\.example$"], "not-evil-77.example", false],
  ["regex", ["#^evil/x#"], "text evil/x", false, "text"],
  ["regex", ["#^evil/x#"], "evil/x", true, "text"],
  ["regex", ["/evil(?=x)/", "/(a)\\1/", "/x/x", "/evil/"], "evil.example", true],
];
for (const [type, list, value, found, kind] of rows)
  test(`${type} ${JSON.stringify(list)}: ${value} ${found}`, () => {
    expect(opened({ type, list }).first(typedValue(value, kind))?.list).toBe(found ? "made up" : undefined);
  });

describe("matching_attributes", () => {
  const on = (matching: readonly string[], value: string): boolean =>
    opened({ type: "substring", list: [".example", "0113"], matching_attributes: matching }).first(typedValue(value)) !== undefined;
  test.each([
    [["domain"], "evil.example", true],
    [["hostname", "domain|ip"], "evil.example", true],
    [["url"], "evil.example", false],
    [["url", "domain|ip"], "evil.example", false],
    [["domain|ip"], "evil.example", true],
    [["uri"], "http://evil.example/", true],
    [["email-src"], "user@evil.example", true],
    [["email-src"], "evil.example", false],
    [["ip-src", "ip-dst|port"], "evil.example", false],
    [["azure-application-id"], "evil.example", false],
    [["ALL"], "evil.example", true],
    [[], "evil.example", true],
    [["phone-number"], "+49 30 011389", true],
    [["DOMAIN"], "evil.example", true],
  ] as const)("%j of %s: %s", (matching, value, expected) => {
    expect(on(matching, value)).toBe(expected);
  });
});

describe("a list", () => {
  const [one] = [{ type: "hostname", list: ["evil.example"] }] as const satisfies readonly Written[];
  const value = typedValue("evil.example");
  test("tells its name and a short description as one line", () => {
    expect(opened({ ...one, name: " popular\n sites ", description: "Everybody\tgoes there." }).first(value)).toEqual({
      list: "popular sites",
      about: "Everybody goes there.",
    });
    expect(opened({ ...one, description: "long ".repeat(60) }).first(value)).toEqual({ list: "made up" });
  });
  test("may be switched off", () => {
    expect(opened({ ...one, enabled: false })).toMatchObject({ lists: 0, entries: 0 });
    expect(opened({ ...one, enabled: 0 }).first(value)).toBeUndefined();
    expect(opened({ ...one, enabled: true }).lists).toBe(1);
  });
  test("takes the place of an older one of its name", () => {
    const older: Written = { ...one, list: ["old.example"], version: 20250101 };
    const newer: Written = { ...one, list: ["new.example"], version: 20260101 };
    for (const both of [
      [older, newer],
      [newer, older],
    ]) {
      const lists = opened(...both);
      expect([lists.lists, lists.first(typedValue("new.example"))?.list, lists.first(typedValue("old.example"))]).toEqual([
        1,
        "made up",
        undefined,
      ]);
    }
    expect(opened(older, { ...newer, version: 20250101 }).first(typedValue("new.example"))).toBeDefined();
  });
  test("may have comments beside its entries, no type, or its type in an array, as MISP reads them", () => {
    expect(opened({ list: { "evil.example": "seen in the drill" } }).first(value)).toBeDefined();
    expect(opened({ type: ["hostname"], list: ["evil.example"] }).first(typedValue("a.evil.example"))).toBeDefined();
  });
  test("counts what it leaves out", () => {
    const left = (type: string, list: readonly unknown[]) => packList(JSON.stringify({ name: "x", type, list }))?.skipped;
    expect(left("regex", ["/evil(?=x)/", "/ok/", "/(/", "/x/x"])).toBe(3);
    expect(left("cidr", ["nonsense", "203.0.113.0/24"])).toBe(1);
    expect(left("substring", ["ab", "abc", ""])).toBe(2);
    expect(left("hostname", ["evil.example", ".", 7])).toBe(2);
  });
  test.each([
    ["{"],
    ["[]"],
    ["null"],
    ['"text"'],
    ['{"name":"x","type":"string"}'],
    ['{"name":"x","type":"glob","list":[]}'],
    ['{"type":"string","list":[]}'],
    ['{"name":"x","type":"string","list":"evil.example"}'],
    [""],
  ])("is not: %s", (text) => {
    expect(packList(text)).toBeUndefined();
  });
  test("and all others on which a value stands", () => {
    const lists = opened(
      { ...one, name: "first" },
      { type: "string", list: ["evil.example"], name: "second" },
      { type: "cidr", list: [], name: "x" },
    );
    expect(lists.all(value).map(({ list }) => list)).toEqual(["first", "second"]);
  });
});
