import { describe, expect, test } from "vitest";
import { advice, reading, told, values } from "../reading.ts";

describe("a table", () => {
  test.each([
    ["commas", ","],
    ["semicolons", ";"],
    ["tabs", "\t"],
    ["bars", "|"],
  ])("with %s is found without its name", async (_what, delimiter) => {
    const text = ["Wert;Bemerkung", "evil[.]example;seen twice", "198.51.100.7;"].join("\n").replaceAll(";", delimiter);
    const found = await reading("list.txt", text);
    expect(found.format).toBe("csv");
    expect(values(found)).toEqual(["2 domain evil.example", "3 ipv4 198.51.100.7"]);
    expect(found.rows[0]?.note).toBe("seen twice");
  });

  test.each([
    "value",
    "Indicator",
    "IOC",
    "Wert",
    "Valeur",
    "Valor",
    "Waarde",
    "Adresse IP",
    "Dirección IP",
    "IP-adres",
    "Domäne",
    "Correo electrónico",
  ])("has its values under %s", async (header) => {
    const value = /mail|correo/iu.test(header) ? "a@evil.example" : /dom/iu.test(header) ? "evil.example" : "198.51.100.7";
    const { rows } = await reading("a.csv", `no,${header},score\n1,${value},5\n`);
    expect(rows.map(({ indicator }) => indicator.value)).toEqual([value]);
  });

  test("without names of its columns is found by what is in them", async () => {
    expect(values(await reading("a.csv", "a,evil.example,5\nb,198.51.100.7,6\n"))).toEqual([
      "1 domain evil.example",
      "2 ipv4 198.51.100.7",
    ]);
  });

  test("takes the type that a row names: ours, MISP's and STIX's", async () => {
    const text =
      "type,value\nimphash,d41d8cd98f00b204e9800998ecf8427e\nip-dst,198.51.100.7\nipv6-addr,2001:db8::1\nfilename|md5,a.exe|d41d8cd98f00b204e9800998ecf8427e\nmd5,evil.example\n";
    const found = await reading("a.csv", text);
    expect(values(found)).toEqual([
      "2 imphash d41d8cd98f00b204e9800998ecf8427e",
      "3 ipv4 198.51.100.7",
      "4 ipv6 2001:db8::1",
      "5 filename a.exe",
      "5 md5 d41d8cd98f00b204e9800998ecf8427e",
    ]);
    expect(told(found)).toEqual([{ line: 6, why: "evil.example is not an MD5 hash" }]);
  });

  test("gives each row its particulars", async () => {
    const text =
      'first_seen,ioc,tlp,pap,tags,description,source\n2026-01-02 03:04:05,evil.example,TLP:AMBER+STRICT,white,"c2, Night Owl","two\nlines",CERT\n';
    const { rows } = await reading("a.csv", text);
    expect(rows).toMatchObject([
      {
        line: 2,
        codes: { tlp: "amber+strict", pap: "clear" },
        tags: ["c2", "night-owl"],
        note: "two lines",
        source: "CERT",
        seenAt: new Date("2026-01-02T03:04:05Z"),
      },
    ]);
  });

  test("never lowers a marking by a slip, and takes one from a note", async () => {
    const found = await reading("a.csv", "value,tlp,note\nevil.example,AMBRE,\nbad.example,green,really TLP:RED\n");
    expect(found.rows.map(({ codes }) => codes?.tlp)).toEqual(["red", "red"]);
    expect(told(found)).toEqual([{ line: 2, why: '"AMBRE" in the column tlp cannot be read, so red was taken' }]);
  });

  test("has remarks and a marking around it that hold for the whole file", async () => {
    const found = await reading(
      "feed.csv",
      '# a feed, PAP:GREEN\n# "seen","ioc_id","ioc_value"\n"2026-01-02","1","evil.example"\nTLP:AMBER,,\n"2026-01-03","2","bad.example"\n',
    );
    expect(found.marking).toEqual({ tlp: "amber", pap: "green" });
    expect(values(found)).toEqual(["3 domain evil.example", "5 domain bad.example"]);
  });

  test("with a quotation mark that is never closed loses no row, and keeps those of the others", async () => {
    const found = await reading("a.csv", 'note,value\n"a, b",evil.example\n"open,bad.example\n"c, d",worse.example\n');
    expect(values(found)).toEqual(["2 domain evil.example", "3 domain bad.example", "4 domain worse.example"]);
    expect(told(found)).toEqual([{ line: 3, why: "a quotation mark is never closed: those of this line were read as plain characters" }]);
  });
});

describe("columns that are unclear", () => {
  const text = "srcip,ip\n203.0.113.7,198.51.100.7\n203.0.113.8,198.51.100.8\n";
  test("are asked about with what to write", async () => {
    expect(await advice("a.csv", text)).toBe(
      "It does not show which column holds the values. Write /ioc import with:2 or with:srcip,ip. Columns: 1 srcip, 2 ip.",
    );
  });
  test.each([[["2"]], [["ip"]], [["IP"]]])("are taken as %j names them", async (columns) => {
    expect(values(await reading("a.csv", text, columns))).toEqual(["2 ipv4 198.51.100.7", "3 ipv4 198.51.100.8"]);
  });
  test("may be several", async () => {
    expect(values(await reading("a.csv", text, ["srcip", "2"]))).toHaveLength(4);
  });
  test.each(["3", "0", "mail", ""])("cannot be %j", async (column) => {
    expect(await advice("a.csv", text, [column])).toMatch(/^It has no column .*Columns: 1 srcip, 2 ip\.$/u);
  });
  test("are also those of a table without any value", async () => {
    expect(await advice("a.csv", "a,b\n1,2\n3,4\n")).toMatch(/^It does not show which column/u);
  });
});

describe("numbers of days in a column of dates", () => {
  const table = (...dates: readonly string[]) =>
    ["domain,first seen", ...dates.map((date, at) => `evil-${at}.example,${date}`), ""].join("\n");

  test("are read where dates stand beside them", async () => {
    const found = await reading("a.csv", table("2021-12-30", "44561", "44562.5"));
    expect(found.rows.map(({ seenAt }) => seenAt)).toEqual(
      ["2021-12-30T00:00Z", "2021-12-31T00:00Z", "2022-01-01T12:00Z"].map((one) => new Date(one)),
    );
    expect(told(found)).toEqual([]);
  });

  test("are told where none does, or where they lie far from it", async () => {
    for (const dates of [
      ["44561", "44562"],
      ["2026-01-01", "44561"],
    ]) {
      const found = await reading("a.csv", table(...dates));
      expect(found.rows.map(({ seenAt }) => seenAt).filter((one) => one !== undefined)).toHaveLength(dates[0] === "44561" ? 0 : 1);
      expect(told(found).map(({ why }) => why)).toContain('"44561" in the column seen cannot be read');
    }
  });
});
