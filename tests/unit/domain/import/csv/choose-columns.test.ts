import { describe, expect, test } from "vitest";
import { pieces } from "#domain/import/csv/cell.ts";
import { advice, reading, told, values } from "../reading.ts";

const md5 = "d41d8cd98f00b204e9800998ecf8427e";
const sha1 = "da39a3ee5e6b4b0d3255bfef95601890afd80709";
const found = async (text: string) => values(await reading("a.csv", text));

describe("a column for each kind", () => {
  test("is taken with the others, also where few rows have it", async () => {
    const rows = Array.from({ length: 60 }, (_, at) => `2026-01-02;198.51.100.${at};evil-${at}.example;;`).join("\n");
    const text = `Datum;IP;Domäne;URL;MD5\n${rows}\n2026-01-02;;;https://last.example/a;${md5}\n`;
    const all = await found(text);
    expect(all).toHaveLength(122);
    expect(all.slice(-2)).toEqual(["62 url https://last.example/a", `62 md5 ${md5}`]);
  });
  test("is asked about where two are of the same kind, and the columns with values are offered", async () => {
    expect(await advice("a.csv", "seen,srcip,dstip\n2026-01-02,198.51.100.7,203.0.113.9\n")).toContain("or with:srcip,dstip");
  });
  test("that holds nothing of its kind does not count", async () => {
    expect(await found("host,ip\nsensor 1,198.51.100.7\nsensor 2,198.51.100.8\n")).toEqual(["2 ipv4 198.51.100.7", "3 ipv4 198.51.100.8"]);
  });
});

describe("what a name says is not overruled by the number of digits", () => {
  test.each([
    ["ja3_md5", "ja3"],
    ["JA3 hash (md5)", "ja3"],
    ["pe_imphash", "imphash"],
    ["imphash_md5", "imphash"],
    ["File MD5", "md5"],
    ["sampleMd5", "md5"],
  ])("as the column %s", async (header, kind) => {
    expect(await found(`${header},seen\n${md5},2026-01-02\n`)).toEqual([`2 ${kind} ${md5}`]);
  });
  test.each(["hassh_md5", "pehash md5", "cert_md5", "vhash"])("as the column %s, which is not imported and named", async (header) => {
    const one = await reading("a.csv", `ioc,${header}\nevil.example,${md5}\n`);
    expect(values(one)).toEqual(["2 domain evil.example"]);
    expect(told(one)).toEqual([{ line: 1, why: `attributes of the type ${header} are not imported (1)` }]);
  });
  test.each([
    ["FileHash-IMPHASH", "imphash"],
    ["FileHash-MD5", "md5"],
    ["hash_md5", "md5"],
    ["JA3-MD5", "ja3"],
  ])("as the type %s", async (type, kind) => {
    expect(await found(`type,value\ndomain,evil.example\n${type},${md5}\n`)).toContain(`3 ${kind} ${md5}`);
  });
  test.each(["FileHash-PEHASH", "hassh-md5", "telfhash", "x509-fingerprint-md5"])(
    "as the type %s, which is not imported and named",
    async (type) => {
      const one = await reading("a.csv", `type,value\ndomain,evil.example\n${type},${md5}\n`);
      expect(values(one)).toEqual(["2 domain evil.example"]);
      expect(told(one)).toEqual([{ line: 3, why: `attributes of the type ${type} are not imported (1)` }]);
    },
  );
  test("a column of threats is no column of types", async () => {
    expect(await found(`type,value\nbotnet,evil.example\nphishing,${md5}\n`)).toEqual(["2 domain evil.example", `3 md5 ${md5}`]);
  });
});

describe("a cell with several values", () => {
  test.each([
    ['"198.51.100.7\n198.51.100.8"', ["ipv4 198.51.100.7", "ipv4 198.51.100.8"]],
    ['"evil.example, bad.example"', ["domain evil.example", "domain bad.example"]],
    ['"evil.example,bad.example"', ["domain evil.example", "domain bad.example"]],
    ["evil[.]example und bad[.]example", ["domain evil.example", "domain bad.example"]],
    [`${md5} / ${sha1}`, [`md5 ${md5}`, `sha1 ${sha1}`]],
    ["https://evil.example/a;https://evil.example/b", ["url https://evil.example/a", "url https://evil.example/b"]],
    ["hxxps://evil[.]example/a | hxxp[:]//bad[.]example/b", ["url https://evil.example/a", "url http://bad.example/b"]],
    ['"https://evil.example/a,b?x=1;y=2"', ["url https://evil.example/a,b?x=1;y=2"]],
    ["https://evil.example/?to=https://bad.example/", ["url https://evil.example/?to=https://bad.example/"]],
    ["198.51.100.7|evil.example|bad.example", ["ipv4 198.51.100.7", "domain evil.example", "domain bad.example"]],
  ])("%s", async (cell, wanted) => {
    const { rows } = await reading(
      "a.csv",
      `Indicator;Note\n${cell.includes(";") || cell.startsWith('"') ? `"${cell.replaceAll('"', "")}"` : cell};x\n`,
    );
    expect(rows.map(({ indicator }) => `${indicator.kind} ${indicator.value}`)).toEqual(wanted);
  });
  test("of which one is none is named whole, and nothing of it taken", async () => {
    const one = await reading("a.csv", "Indicator;Note\nevil.example, see below;x\nbad.example;y\n");
    expect(values(one)).toEqual(["3 domain bad.example"]);
    expect(told(one)).toEqual([{ line: 2, why: "evil.example, see below is not an indicator" }]);
  });
  test("is split in linear time", () => {
    for (const cell of ["; ".repeat(8_000), " ".repeat(16_000), "http://a;".repeat(1_700), "h".repeat(16_000)])
      expect(pieces(cell).join("").length).toBeLessThanOrEqual(cell.length);
  });
});

test.each([
  ["Nr,Indicator\n#1,evil.example\n#2,198.51.100.7\n", 2],
  ["channel,ioc\n#fraud,evil.example\n#fraud,bad.example\n", 2],
  ["seen,ioc\n2026-01-02,evil.example\n2026-01-02,worse.example\n2026-01-02,worst.example\n#off,bad.example\n", 3],
])("# begins numbers, channels and remarks: %j", async (text, count) => {
  const one = await reading("a.csv", text);
  expect(one.rows).toHaveLength(count);
  expect(told(one)).toEqual(count === 3 ? [{ line: 5, why: "values in remarks, which begin with #, are left out (1)" }] : []);
});

test("MISP's own CSV is read as its JSON is", async () => {
  const head = "uuid,event_id,category,type,value,comment,to_ids,date,object_relation,attribute_tag\n";
  const one = await reading(
    "a.csv",
    `${head}1,12,Network activity,domain,evil.example,c2,1,20260102,,tlp:red\n2,12,External analysis,link,https://vendor.example/report,,0,20260102,,\n3,12,Other,domain,bank.example,victim,0,1767312000,,\n`,
  );
  expect(one.rows).toMatchObject([
    { indicator: { value: "evil.example" }, codes: { tlp: "red" }, seenAt: new Date("2026-01-02T00:00:00Z") },
    { indicator: { value: "bank.example" }, tags: ["not-for-detection"], note: "victim" },
  ]);
  expect(told(one)).toEqual([{ line: 3, why: "attributes of the type link are not imported (1)" }]);
});

test("the line below the names of a table in Markdown is no row", async () => {
  const one = await reading("a.md", "| Indicator | Note |\n| --- | :---: |\n| evil.example | c2 |\n");
  expect([values(one), told(one)]).toEqual([["3 domain evil.example"], []]);
});

describe("whom a mail or an attack went to is left out of a table", () => {
  test.each(["email-dst", "target-email", "Email_Dst", "email-dst-display-name", "target-machine", "recipient"])(
    "by the type %s of a row",
    async (type) => {
      const one = await reading(
        "a.csv",
        `type,value\nemail-src,owl@evil.example\n${type},victim.bank.example\n${type},victim@bank.example\n`,
      );
      expect(values(one)).toEqual(["2 email owl@evil.example"]);
      expect(told(one)).toEqual([{ line: 3, why: "recipients of mails are left out (2)" }]);
    },
  );
  test.each([
    ["its object", "email", ["2 email owl@evil.example"]],
    ["its part alone", "", ["2 email owl@evil.example"]],
    ["another object", "whois", ["2 email owl@evil.example", "3 email victim@bank.example"]],
  ])("by MISP's part of %s", async (_what, object, expected) => {
    const head = "uuid,type,value,to_ids,object_relation,object_name\n";
    const one = await reading("a.csv", `${head}1,email,owl@evil.example,1,from,${object}\n2,email,victim@bank.example,1,to,${object}\n`);
    expect(values(one)).toEqual(expected);
  });
  test.each(["Recipient", "To", "email_dst", "RecipientEmailAddress", "Empfänger", "Destinataire", "Destinatario", "Ontvanger"])(
    "by the name %s of a column",
    async (name) => {
      const one = await reading("a.csv", `subject,${name},sender_ip\nhi,victim@bank.example,198.51.100.7\n`);
      expect(values(one)).toEqual(["2 ipv4 198.51.100.7"]);
      expect(await advice("a.csv", `subject,${name}\nhi,victim@bank.example\n`)).toMatch(/column/u);
    },
  );
  test("unless a column of that name holds something else, or is named", async () => {
    expect(values(await reading("a.csv", "day,to\n1,198.51.100.7\n"))).toEqual(["2 ipv4 198.51.100.7"]);
    expect(values(await reading("a.csv", "day,to\n1,owl@evil.example\n", ["to"]))).toEqual(["2 email owl@evil.example"]);
  });
  test("and a column called as MISP's objects are may hold names of files", async () => {
    expect(values(await reading("a.csv", "Object Name,User\nC:\\tmp\\evil.exe,anna\n"))).toEqual(["2 filepath C:\\tmp\\evil.exe"]);
  });
});
