import { describe, expect, test } from "vitest";
import { reading, told, values } from "../reading.ts";

const bundle = (...objects: readonly object[]) => ({ type: "bundle", id: "bundle--1", objects });
const indicator = (value: string, more: object = {}): object => ({
  type: "indicator",
  id: `indicator--${value}`,
  pattern: `[domain-name:value = '${value}']`,
  pattern_type: "stix",
  ...more,
});
const read = (content: unknown) => reading("a.json", JSON.stringify(content));
const mark = (more: object) => ({ type: "marking-definition", id: "marking-definition--x", ...more });
const marked = async (definition: object) =>
  read(bundle(indicator("evil.example", { object_marking_refs: ["marking-definition--x"] }), mark(definition)));

describe("a marking", () => {
  test.each<[string, object, object]>([
    [
      "as OpenCTI writes it",
      { definition_type: "statement", definition: { statement: "custom" }, x_opencti_definition: "TLP:AMBER+STRICT" },
      { tlp: "amber+strict" },
    ],
    ["as a statement", { definition_type: "statement", definition: { statement: "Handle as TLP RED, please." } }, { tlp: "red" }],
    ["by its name", { name: "TLP:GREEN", definition_type: "tlp", definition: {} }, { tlp: "green" }],
    ["of PAP", { definition_type: "PAP", definition: { pap: "amber" } }, { pap: "amber" }],
    [
      "of PAP by another program",
      { definition_type: "statement", definition: { statement: "x" }, x_opencti_definition: "PAP:RED" },
      { pap: "red" },
    ],
  ])("is understood %s", async (_how, definition, codes) => {
    const found = await marked(definition);
    expect(found.rows.map((row) => row.codes)).toEqual([codes]);
    expect(told(found)).toEqual([]);
  });

  test.each<[string, object]>([
    ["a statement in other words", { definition_type: "statement", definition: { statement: "For internal use of the unit" } }],
    ["a level of another office", { definition_type: "statement", definition: { statement: "VS-NfD" } }],
    ["a level of TLP that does not exist", { definition_type: "tlp", definition: { tlp: "purple" } }],
    ["nothing", {}],
  ])("that is %s is red, and told", async (_what, definition) => {
    const found = await marked(definition);
    expect(found.rows.map((row) => row.codes)).toEqual([{ tlp: "red" }]);
    expect(told(found)[0]?.why).toMatch(/^the marking ".*" cannot be read, so red was taken \(1\)$/u);
  });

  test("that is not in the file is red, and told", async () => {
    const found = await read(
      bundle(indicator("evil.example", { granular_markings: [{ marking_ref: "marking-definition--gone", selectors: ["name"] }] })),
    );
    expect(found.rows.map((row) => row.codes)).toEqual([{ tlp: "red" }]);
    expect(told(found)).toEqual([{ line: 1, why: "the marking marking-definition--gone is not in the file, so red was taken (1)" }]);
  });

  test.each([
    "Copyright 2026, The Example Corporation",
    "© Example",
    "Licensed under Creative Commons BY 4.0",
    "Terms of Use: https://example.com",
  ])("of rights restricts nobody who reads: %s", async (statement) => {
    const found = await marked({ definition_type: "statement", definition: { statement } });
    expect(found.rows.map((row) => row.codes)).toEqual([undefined]);
    expect(told(found)).toEqual([]);
  });

  test("of the bundle that is not understood holds for all of it", async () => {
    const found = await read({
      ...bundle(indicator("evil.example"), mark({ definition: { statement: "geheim" } })),
      object_marking_refs: ["marking-definition--x"],
    });
    expect(found.marking).toEqual({ tlp: "red" });
  });
});

test("observed data of STIX 2.0 is read with what is inside, less whom mails went to", async () => {
  const found = await read(
    bundle({
      type: "observed-data",
      id: "observed-data--1",
      first_observed: "2026-01-02T00:00:00Z",
      last_observed: "2026-02-02T00:00:00Z",
      objects: {
        "0": { type: "ipv4-addr", value: "198.51.100.7" },
        "1": { type: "file", name: "owl.exe", hashes: { MD5: "d41d8cd98f00b204e9800998ecf8427e" } },
        "2": { type: "email-addr", value: "victim@bank.example" },
        "3": { type: "email-addr", value: "x@evil.example" },
        "4": { type: "email-message", is_multipart: false, from_ref: "3", to_refs: ["2"] },
      },
    }),
  );
  expect(values(found)).toEqual([
    "1 ipv4 198.51.100.7",
    "1 md5 d41d8cd98f00b204e9800998ecf8427e",
    "1 filename owl.exe",
    "1 email x@evil.example",
  ]);
  expect(found.rows[0]?.seenAt).toEqual(new Date("2026-02-02T00:00:00Z"));
  expect(told(found).map(({ why }) => why)).toContain("recipients of mails are left out (1)");
});

test.each<[string, object]>([
  ["benign", { indicator_types: ["benign"] }],
  ["benign in STIX 2.0", { labels: ["benign"] }],
])("what is called %s is left out, and told", async (_what, more) => {
  const found = await read(bundle(indicator("partner.example", more), indicator("evil.example")));
  expect(values(found)).toEqual(["2 domain evil.example"]);
  expect(told(found)).toEqual([{ line: 1, why: "what is called benign is left out (1)" }]);
});

test("an end of validity is a tag, and told; a sighting is told", async () => {
  const found = await read(
    bundle(indicator("evil.example", { valid_until: "2026-01-03T00:00:00Z" }), {
      type: "sighting",
      id: "sighting--1",
      sighting_of_ref: "indicator--evil.example",
    }),
  );
  expect(found.rows[0]?.tags).toEqual(["valid-until-2026-01-03"]);
  expect(told(found).map(({ why }) => why)).toEqual([
    "an end of validity is kept as a tag: look whether it has passed (1)",
    "sightings are not imported; what was sighted is, where it stands in the file (1)",
  ]);
});

test.each<[string, unknown, readonly string[]]>([
  ["a list of objects", [indicator("a.example"), indicator("b.example")], ["1 domain a.example", "2 domain b.example"]],
  ["a list of bundles", [bundle(indicator("a.example")), bundle(indicator("b.example"))], ["1 domain a.example", "2 domain b.example"]],
  ["an object alone", indicator("a.example"), ["1 domain a.example"]],
  ["an envelope of TAXII", { more: false, objects: [indicator("a.example")] }, ["1 domain a.example"]],
])("%s is read", async (_what, content, wanted) => {
  const found = await read(content);
  expect([found.format, values(found)]).toEqual(["stix", wanted]);
});

test.each([
  ["[file:parent_directory_ref.path = 'C:\\Windows' AND file:name = 'a.exe']", "filepath C:\\Windows\\a.exe"],
  ["[windows-registry-key:key = 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Owl']", "regkey HKEY_LOCAL_MACHINE\\SOFTWARE\\Owl"],
  ["[url:value = 'https://evil.example/it\\'s']", "url https://evil.example/it's"],
])("a backslash that nobody doubled stays one: %s", async (pattern, wanted) => {
  const found = await read(bundle({ type: "indicator", id: "indicator--1", pattern, pattern_type: "stix" }));
  expect(values(found)).toEqual([`1 ${wanted}`]);
});
