import { describe, expect, test } from "vitest";
import { reading, told, values } from "../reading.ts";

const event = (attributes: readonly object[], more: object = {}): object => ({
  info: "Night Owl",
  uuid: "1",
  Attribute: attributes,
  ...more,
});
const md5 = "d41d8cd98f00b204e9800998ecf8427e";

describe("an event", () => {
  const attributes = [{ type: "domain", value: "evil.example" }];
  test.each<[string, unknown]>([
    ["alone", event(attributes)],
    ["in its envelope", { Event: event(attributes) }],
    ["in a server's answer", { response: [{ Event: event(attributes) }] }],
    ["in a list", [{ Event: event(attributes) }]],
  ])("%s", async (_where, content) => {
    const found = await reading("a.txt", JSON.stringify(content));
    expect(found.format).toBe("misp");
    expect(values(found)).toEqual(["1 domain evil.example"]);
  });

  test("marks all of its attributes, by its tags and its title", async () => {
    const found = await reading(
      "a.json",
      JSON.stringify(event(attributes, { info: "Owl (PAP:GREEN)", Tag: [{ name: "tlp:amber" }, { name: "C2" }] })),
    );
    expect(found.marking).toEqual({ tlp: "amber", pap: "green" });
    expect(found.rows[0]?.tags).toEqual(["c2"]);
  });
});

test("types of two values, attributes of objects, and what is left out", async () => {
  const found = await reading(
    "a.json",
    JSON.stringify(
      event(
        [
          { type: "domain|ip", value: "evil.example|198.51.100.7" },
          { type: "filename|md5", value: `a.exe|${md5}` },
          { type: "ip-dst|port", value: "198.51.100.8|443" },
          { type: "regkey|value", value: "HKCU\\Software\\Owl|x|y" },
          { type: "domain", value: "gone.example", deleted: true },
          { type: "text", value: "a remark" },
          { type: "text", value: "another" },
          { type: "ip-src", value: "198.51.100.999" },
        ],
        { Object: [{ name: "file", comment: "dropped", Attribute: [{ type: "sha1", value: "a".repeat(40) }] }] },
      ),
    ),
  );
  expect(values(found)).toEqual([
    "1 domain evil.example",
    "1 ipv4 198.51.100.7",
    "2 filename a.exe",
    `2 md5 ${md5}`,
    "3 ipv4 198.51.100.8",
    "4 regkey HKEY_CURRENT_USER\\Software\\Owl",
    `9 sha1 ${"a".repeat(40)}`,
  ]);
  expect(found.rows.at(-1)?.note).toBe("dropped");
  expect(told(found)).toEqual([
    { line: 8, why: "198.51.100.999 is not an IPv4 address" },
    { line: 5, why: "deleted attributes are left out (1)" },
    { line: 6, why: "attributes of the type text are not imported (2)" },
  ]);
});

test("an attribute has its own marks, tags, note, source and times", async () => {
  const attribute = {
    type: "url",
    value: "https://evil.example/a",
    comment: "landing page",
    timestamp: "1767322800",
    first_seen: "2026-01-01T00:00:00+00:00",
    last_seen: "2026-01-02T00:00:00+00:00",
    to_ids: false,
    Tag: [{ name: "tlp:red" }, { name: "PAP:AMBER" }, { name: 'misp-galaxy:tool="Owl"' }],
  };
  const { rows } = await reading(
    "a.json",
    JSON.stringify(event([attribute], { Orgc: { name: "CERT Example" }, Tag: [{ name: "tlp:green" }] })),
  );
  expect(rows).toEqual([
    {
      line: 1,
      indicator: { kind: "url", value: "https://evil.example/a" },
      codes: { tlp: "red", pap: "amber" },
      tags: ["misp-galaxy-tool-owl", "not-for-detection"],
      note: "landing page",
      source: "CERT Example",
      seenAt: new Date("2026-01-02T00:00:00Z"),
      firstSeenAt: new Date("2026-01-01T00:00:00Z"),
    },
  ]);
});
