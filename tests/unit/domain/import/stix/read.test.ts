import { describe, expect, test } from "vitest";
import { readPattern } from "#domain/import/stix/pattern.ts";
import { reading, told, values } from "../reading.ts";

const bundle = (...objects: readonly object[]): string => JSON.stringify({ type: "bundle", id: "bundle--1", objects });
const indicator = (pattern: string, more: object = {}): object => ({
  type: "indicator",
  id: "indicator--1",
  pattern,
  pattern_type: "stix",
  ...more,
});
const tlp2 = {
  strict: "marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003",
  green: "marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb",
};
const tlp1Red = "marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed";
const digest = "a".repeat(64);

describe("patterns", () => {
  test.each<[string, readonly string[]]>([
    ["[ipv4-addr:value = '198.51.100.7']", ["ipv4 198.51.100.7"]],
    ["[ipv4-addr:value ISSUBSET '198.51.100.0/24']", ["ipv4-cidr 198.51.100.0/24"]],
    ["[ipv6-addr:value = '2001:db8::1' OR domain-name:value = 'evil.example']", ["ipv6 2001:db8::1", "domain evil.example"]],
    ["[url:value IN ('https://evil.example/a', 'https://evil.example/b')]", ["url https://evil.example/a", "url https://evil.example/b"]],
    [`[file:hashes.'SHA-256' = '${digest}' AND file:name = 'a.exe']`, [`sha256 ${digest}`, "filename a.exe"]],
    [`[file:hashes.MD5 = '${"b".repeat(32)}'] AND [mutex:name = 'Owl']`, [`md5 ${"b".repeat(32)}`, "mutex Owl"]],
    ["[file:parent_directory_ref.path = 'C:\\\\Windows' AND file:name = 'a.exe']", ["filepath C:\\Windows\\a.exe"]],
    [
      "[email-message:from_ref.value = 'a@evil.example'] FOLLOWEDBY [url:value = 'https://evil.example/'] WITHIN 300 SECONDS",
      ["email a@evil.example", "url https://evil.example/"],
    ],
    ["([autonomous-system:number = 64500] REPEATS 5 TIMES) START t'2026-01-01T00:00:00Z' STOP t'2026-02-01T00:00:00Z'", ["asn AS64500"]],
    ["[network-traffic:dst_ref.value = '198.51.100.7' AND network-traffic:dst_port = 443]", ["ipv4 198.51.100.7"]],
    ["[network-traffic:extensions.'http-request-ext'.request_header.'User-Agent' = 'Owl/1.0 (it\\'s)']", ["useragent Owl/1.0 (it's)"]],
    ["[windows-registry-key:key = 'HKEY_CURRENT_USER\\\\Software\\\\Owl']", ["regkey HKEY_CURRENT_USER\\Software\\Owl"]],
    ["[user-account:account_type = 'telegram' AND user-account:account_login = 'night_owl']", ["telegram night_owl"]],
    ["[domain-name:value = 'evil.example' AND domain-name:value != 'good.example' AND NOT EXISTS domain-name:x]", ["domain evil.example"]],
    ["[ domain-name:value /* a remark */ = 'evil.example' ] // and one more", ["domain evil.example"]],
  ])("%s", async (pattern, wanted) => {
    const found = await reading("a.json", bundle(indicator(pattern)));
    expect(values(found)).toEqual(wanted.map((one) => `1 ${one}`));
    expect(found.notUnderstood).toEqual([]);
  });

  test.each([
    ["[url:value LIKE '%evil%']", "url:value is compared by LIKE, which names no single value"],
    ["[domain-name:value MATCHES '^a+$']", "domain-name:value is compared by MATCHES, which names no single value"],
    ["[process:pid = 5]", "process:pid is no value that can be logged"],
    ["[domain-name:value != 'good.example']", "it names no value"],
    ["[domain-name:value NOT = 'good.example']", "it names no value"],
    ["domain-name:value = 'evil.example'", "its pattern is none of STIX 2.1"],
    ["[domain-name:value = 'evil.example'", "its pattern is none of STIX 2.1"],
    [`${"(".repeat(100_000)}`, "its pattern is none of STIX 2.1"],
  ])("%# is told with its object", async (pattern, why) => {
    const found = await reading("a.json", bundle({ type: "identity", id: "identity--1", name: "CERT" }, indicator(pattern)));
    expect(found.rows).toEqual([]);
    expect(told(found)).toEqual([{ line: 2, why: `object 2 (indicator--1): ${why}` }]);
  });

  test("literals of every kind, paths with indices and quoted names", () => {
    expect(readPattern("[a-b:c[*].'d e'[0].f IN (1, -2.5, true, h'ff', b'aGk=', t'2026-01-01T00:00:00Z', 'x')]")).toEqual([
      {
        path: ["a-b", "c", "d e", "f"],
        operator: "IN",
        negated: false,
        values: ["1", "-2.5", "true", "ff", "aGk=", "2026-01-01T00:00:00Z", "x"],
      },
    ]);
  });
  test("AND binds tighter than OR", () => {
    expect(readPattern("[a:b = 1 OR a:c = 2 AND a:d = 3]")).toMatchObject([
      { joined: "OR", tests: [{ path: ["a", "b"] }, { joined: "AND" }] },
    ]);
  });
});

describe("objects", () => {
  test("observables, vulnerabilities and techniques", async () => {
    const found = await reading(
      "a.txt",
      bundle(
        { type: "file", id: "file--1", hashes: { "SHA-256": digest, "SHA3-256": digest }, name: "a.exe" },
        { type: "windows-registry-key", id: "windows-registry-key--1", key: "HKEY_CURRENT_USER\\Software\\Owl" },
        { type: "vulnerability", id: "vulnerability--1", name: "CVE-2026-0001" },
        {
          type: "attack-pattern",
          id: "attack-pattern--1",
          external_references: [{ source_name: "mitre-attack", external_id: "T1566.002" }],
        },
        { type: "malware", id: "malware--1" },
        { type: "malware", id: "malware--2" },
        { type: "domain-name", id: "domain-name--1", value: "evil.example", revoked: true },
      ),
    );
    expect(found.format).toBe("stix");
    expect(values(found)).toEqual([
      `1 sha256 ${digest}`,
      "1 filename a.exe",
      "2 regkey HKEY_CURRENT_USER\\Software\\Owl",
      "3 cve CVE-2026-0001",
      "4 attack T1566.002",
    ]);
    expect(told(found)).toEqual([
      { line: 5, why: "objects of the type malware are not imported (2)" },
      { line: 7, why: "revoked objects are left out (1)" },
    ]);
  });

  test("say what is known of their values", async () => {
    const { rows } = await reading(
      "a.json",
      bundle(
        { type: "identity", id: "identity--1", name: "CERT Example" },
        indicator("[domain-name:value = 'evil.example']", {
          created_by_ref: "identity--1",
          labels: ["C2", "tlp:amber"],
          description: "seen in the drill",
          valid_from: "2026-01-02T03:04:05.000Z",
        }),
      ),
    );
    expect(rows).toMatchObject([
      {
        codes: { tlp: "amber" },
        tags: ["c2"],
        note: "seen in the drill",
        source: "CERT Example",
        seenAt: new Date("2026-01-02T03:04:05Z"),
      },
    ]);
  });

  test("are marked by TLP 1.0 and 2.0, by definitions in the file, on a part, and by the report around them", async () => {
    const one = (id: string, marks: readonly string[], more: object = {}) => ({
      type: "domain-name",
      id: `domain-name--${id}`,
      value: `${id}.example`,
      object_marking_refs: marks,
      ...more,
    });
    const { rows, marking } = await reading(
      "a.json",
      bundle(
        one("a", [tlp2.strict]),
        one("b", [tlp2.green, tlp1Red]),
        one("c", ["marking-definition--1"]),
        one("d", [], { granular_markings: [{ marking_ref: tlp1Red, selectors: ["value"] }] }),
        one("e", [tlp2.green]),
        {
          type: "marking-definition",
          id: "marking-definition--1",
          definition_type: "statement",
          definition: { statement: "Handle as PAP:AMBER" },
        },
        { type: "report", id: "report--1", object_refs: ["domain-name--e"], object_marking_refs: [tlp2.strict] },
      ),
    );
    expect(marking).toEqual({});
    expect(rows.map(({ codes }) => codes)).toEqual([
      { tlp: "amber+strict" },
      { tlp: "red" },
      { pap: "amber" },
      { tlp: "red" },
      { tlp: "amber+strict" },
    ]);
  });

  test("leave out whom a mail went to", async () => {
    const found = await reading(
      "a.json",
      bundle(
        { type: "email-addr", id: "email-addr--1", value: "bad@evil.example" },
        { type: "email-addr", id: "email-addr--2", value: "victim@agency.example" },
        { type: "email-message", id: "email-message--1", from_ref: "email-addr--1", to_refs: ["email-addr--2"] },
      ),
    );
    expect(values(found)).toEqual(["1 email bad@evil.example"]);
    expect(told(found)[0]).toEqual({ line: 2, why: "recipients of mails are left out (1)" });
  });

  test("may carry rules in YARA, and no others", async () => {
    const rule = "rule Owl { condition: true }";
    const found = await reading(
      "a.json",
      bundle(indicator(rule, { pattern_type: "yara" }), indicator("alert tcp", { pattern_type: "snort" })),
    );
    expect(values(found)).toEqual([`1 yara ${rule}`]);
    expect(told(found)).toEqual([{ line: 2, why: "object 2 (indicator--1): patterns in snort are not read" }]);
  });

  test("may be anything without harm", async () => {
    const text =
      '{"type":"bundle","id":"bundle--1","objects":[null,1,[],{},{"type":"__proto__"},{"__proto__":{"type":"indicator"}},{"type":"indicator","pattern":5}]}';
    expect((await reading("a.json", text)).rows).toEqual([]);
  });
});
