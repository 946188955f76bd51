import { expect, test } from "vitest";
import { reading, told, values } from "../reading.ts";

const read = (content: unknown) => reading("a.json", JSON.stringify(content));
const event = (Attribute: readonly object[], more: object = {}) => ({ Event: { info: "Owl", uuid: "1", Attribute, ...more } });
const evil = { type: "domain", value: "evil.example" };

test.each(["tlp:ex:chr", "TLP: unclear", "tlp:purple", 'tlp="gelb"'])("the tag %s is red, and told", async (name) => {
  const found = await read(event([{ ...evil, Tag: [{ name }] }]));
  expect(found.rows[0]?.codes).toEqual({ tlp: "red" });
  expect(told(found)[0]?.why).toMatch(/^the marking ".*" cannot be read, so red was taken \(1\)$/u);
});
test.each([
  ["TLP: Red", { tlp: "red" }],
  ["tlp:amber+strict", { tlp: "amber+strict" }],
  ["Tlp:White", { tlp: "clear" }],
  ["PAP: AMBER", { pap: "amber" }],
])("the tag %s is understood", async (name, codes) => {
  const found = await read(event([{ ...evil, Tag: [{ name }] }]));
  expect([found.rows[0]?.codes, told(found)]).toEqual([codes, []]);
});
test("a tag of the event that is not understood holds for all of it", async () => {
  const found = await read(event([evil], { Tag: [{ name: "tlp:unclear" }] }));
  expect(found.marking).toEqual({ tlp: "red" });
  expect(told(found)).toHaveLength(1);
});

test("whom a mail went to is left out by one rule, and told", async () => {
  const mail = (object_relation: string, value: string, type = "email-src") => ({ type, object_relation, value });
  const found = await read(
    event([{ type: "email-dst", value: "victim@bank.example" }, { type: "target-email", value: "v2@bank.example" }, evil], {
      Object: [
        {
          name: "email",
          Attribute: [
            mail("from", "x@evil.example"),
            mail("to", "v3@bank.example", "email-dst"),
            mail("to", "v4@bank.example"),
            mail("cc", "v5@bank.example", "email"),
            mail("to-display-name", "Vera Victim", "email-dst-display-name"),
          ],
        },
      ],
    }),
  );
  expect(values(found)).toEqual(["3 domain evil.example", "4 email x@evil.example"]);
  expect(told(found)).toEqual([{ line: 1, why: "recipients of mails are left out (6)" }]);
});

test.each<[string, unknown]>([
  ["in a server's answer", { response: { Attribute: [{ ...evil, Event: { info: "Owl TLP:RED", uuid: "1" } }] } }],
  ["alone", { Attribute: [{ ...evil, Tag: [{ name: "tlp:red" }] }] }],
])("what a search for attributes found is read %s", async (_how, content) => {
  const found = await read(content);
  expect([found.format, values(found)]).toEqual(["misp", ["1 domain evil.example"]]);
  expect([found.marking.tlp, found.rows[0]?.codes?.tlp]).toContain("red");
});

test("what is not to be compared is silent; sightings count, and what others doubted is a tag", async () => {
  const found = await read(
    event([
      { type: "ip-dst", value: "198.51.100.7", disable_correlation: true },
      {
        ...evil,
        last_seen: "2026-01-02T00:00:00Z",
        Sighting: [
          { type: "0", date_sighting: "1770000000" },
          { type: "1", date_sighting: "1770000000" },
        ],
      },
      { type: "AS", value: "64500" },
    ]),
  );
  expect(found.rows).toMatchObject([
    { codes: { share: "silent" } },
    { tags: ["called-false-positive"], seenAt: new Date(1_770_000_000_000) },
    { indicator: { kind: "asn", value: "AS64500" } },
  ]);
  expect(told(found)).toEqual([{ line: 1, why: "what is marked as too common to be compared is taken as share:silent (1)" }]);
});
