import { describe, expect, test } from "vitest";
import { readFile } from "#domain/import/index.ts";

async function read(text: string, name = "report.txt") {
  const found = await readFile({ name, sha256: "", bytes: new TextEncoder().encode(text) }, {});
  if (!found.ok) throw new Error(JSON.stringify(found.fault));
  return { format: found.value.format, values: found.value.rows.map(({ indicator }) => `${indicator.kind} ${indicator.value}`).toSorted() };
}

describe("lines of a text with as many commas or semicolons each are no table", () => {
  test.each([
    ["/var/tmp/.cache/kswapd talks to 203.0.113.9; also /opt/x/run.sh", ["ipv4 203.0.113.9"]],
    ["C:\\Temp\\a.exe was dropped, then run\nC:\\Temp\\b.dll was loaded, then gone", []],
    ["HKLM\\Software\\Tern is set; then 203.0.113.12 is asked", ["ipv4 203.0.113.12"]],
    ["billing@tern.example; invoice@tern.example wrote to us", ["email billing@tern.example", "email invoice@tern.example"]],
    ["Seen at http://tern.example/a, and at plover.example", ["domain plover.example", "url http://tern.example/a"]],
    [
      "hash d41d8cd98f00b204e9800998ecf8427e, file a.exe\nhash 0cc175b9c0f1b6a831c399e269772661, file b.exe",
      ["md5 0cc175b9c0f1b6a831c399e269772661", "md5 d41d8cd98f00b204e9800998ecf8427e"],
    ],
    [
      "203.0.113.1 was first; tern.example came next\n203.0.113.2 was second; plover.example came last",
      ["domain plover.example", "domain tern.example", "ipv4 203.0.113.1", "ipv4 203.0.113.2"],
    ],
  ])("%s", async (text, values) => {
    const found = await read(text);
    expect(found.format).toBe("text");
    expect(found.values).toEqual(expect.arrayContaining([...values]));
    expect(found.values.filter((one) => / (?:was|is|talks|file) /u.test(one))).toEqual([]);
  });
});

test.each([
  [
    "2026-11-01,tern.example\n2026-11-02,plover.example\n2026-11-03,knot.example",
    ["domain knot.example", "domain plover.example", "domain tern.example"],
  ],
  ["value;comment\ntern.example;seen twice\n203.0.113.4;seen once", ["domain tern.example", "ipv4 203.0.113.4"]],
])("rows of single values are a table still: %j", async (text, values) => {
  expect(await read(text)).toEqual({ format: "csv", values });
});

const table = async (text: string) => {
  const found = await readFile({ name: "list.csv", sha256: "", bytes: new TextEncoder().encode(text) }, {});
  if (!found.ok) throw new Error(JSON.stringify(found.fault));
  return found.value;
};

test.each([
  ["domain,clasificación\ntern.example,TLP:ROJO"],
  ["domain,classification\ntern.example,TLP : ROUGE"],
  ["domain,Klassifizierung\ntern.example,TLP ROT"],
  ["domain,classificazione\ntern.example,ROSSO"],
  ["domain,Niveau de diffusion\ntern.example,ROUGE"],
  ["domain,anything\ntern.example,TLP:PURPLE"],
])("a level of another language in a column is red, and told: %j", async (text) => {
  const { rows, notUnderstood } = await table(text);
  expect(rows).toMatchObject([{ codes: { tlp: "red" } }]);
  expect(notUnderstood).toMatchObject([{ why: { code: "cell", red: true } }]);
});

test.each([["domain,colour\ntern.example,rouge"], ["domain,classification\ntern.example,trojan"]])(
  "what is no level restricts nothing: %j",
  async (text) => {
    expect((await table(text)).rows[0]?.codes?.tlp).toBeUndefined();
  },
);

test.each([
  ['Domain,IP\ntern.example,"203.0.113.1, 203.0.113.2"', ["tern.example", "203.0.113.1", "203.0.113.2"]],
  [
    "Domain;MD5\ntern.example;d41d8cd98f00b204e9800998ecf8427e / 0cc175b9c0f1b6a831c399e269772661",
    ["tern.example", "d41d8cd98f00b204e9800998ecf8427e", "0cc175b9c0f1b6a831c399e269772661"],
  ],
  ['Domain,IP\ntern.example,"203.0.113.1\n203.0.113.2"', ["tern.example", "203.0.113.1", "203.0.113.2"]],
])("a column with several values in each cell stands beside another one: %j", async (text, values) => {
  expect((await table(text)).rows.map(({ indicator }) => indicator.value)).toEqual(values);
});

test("bare numbers below the name of a kind are of that kind", async () => {
  const found = await table("asn,domain\n64501,tern.example\n64502,plover.example");
  expect(found.rows.map(({ indicator }) => indicator.value)).toEqual(["AS64501", "tern.example", "AS64502", "plover.example"]);
});
