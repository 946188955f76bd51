import { describe, expect, test } from "vitest";
import { advice, reading, told, values } from "../reading.ts";

const md5 = "098f6bcd4621d373cade4e832627b4f6";
const why = async (name: string, content: string) => told(await reading(name, content)).map((one) => one.why);

describe("XML of another program", () => {
  test("gives its texts and attributes with their lines, and no namespace", async () => {
    const content = `<?xml version="1.0"?>\n<!DOCTYPE nmaprun>\n<?xml-stylesheet href="https://tools.vendor.example/nmap.xsl" type="text/xsl"?>\n<nmaprun xmlns="http://schemas.vendor.example/n" xmlns:x="https://x.vendor.example/" x:schemaLocation="https://x.vendor.example/ n.xsd">\n<!-- old.example -->\n<host><address addr="198.51.100.7" addrtype="ipv4"/>\n<name>evil<![CDATA[.example]]></name></host>\n<imphash>\n${md5}\n</imphash></nmaprun>`;
    const found = await reading("scan.xml", content);
    expect(found.format).toBe("xml");
    expect(values(found)).toEqual(["6 ipv4 198.51.100.7", "7 domain evil.example", `9 imphash ${md5}`]);
  });

  test.each([
    ["beside it", `<l><i type="imphash" value="${md5}"/></l>`],
    ["at its element", `<l><hash type="imphash">${md5}</hash></l>`],
    ["before it", `<l><type>imphash</type><value>${md5}</value></l>`],
    ["as a name", `<l><Data Name="x"/><imphash>${md5}</imphash></l>`],
  ])("gives a value as what is said of it %s", async (_where, content) => {
    expect(values(await reading("a.xml", `<?xml version="1.0"?>${content}`))).toEqual([`1 imphash ${md5}`]);
  });

  test("keeps apart what its elements keep apart", async () => {
    const found = await reading(
      "a.xml",
      '<?xml version="1.0"?><l a="https://evil.example/a/" b="gate.php"><n>night-</n><d>owl.example</d></l>',
    );
    expect([values(found), told(found)]).toEqual([["1 url https://evil.example/a/", "1 filename gate.php", "1 domain owl.example"], []]);
  });

  test("of Word and LibreOffice has its paragraphs as wholes", async () => {
    const word =
      '<w:wordDocument xmlns:w="http://w.example/"><w:p><w:r w:rsid="1"><w:t>at 198.51.</w:t></w:r><w:r><w:t>100.7, evil.</w:t></w:r><w:proofErr/><w:hlink w:dest="https://evil.example/a"><w:r><w:t>example</w:t></w:r></w:hlink></w:p><w:p><w:r><w:t>owl.example</w:t></w:r></w:p></w:wordDocument>';
    expect(values(await reading("a.xml", word))).toEqual([
      "1 ipv4 198.51.100.7",
      "1 domain evil.example",
      "1 url https://evil.example/a",
      "1 domain owl.example",
    ]);
    const office =
      '<office:document><text:p>evil.<text:span text:style-name="T1">exam</text:span>ple</text:p><text:p>owl.example</text:p></office:document>';
    expect(values(await reading("a.fodt", office))).toEqual(["1 domain evil.example", "1 domain owl.example"]);
  });

  test("of events of Windows leaves out the computers that report, and what stands beside them", async () => {
    const event = (computer: string, data: string) =>
      `<Event xmlns="http://schemas.microsoft.com/win/2004/08/events/event"><System>\n<Computer>${computer}</Computer></System>\n<EventData><Data Name="DestinationHostname">${data}</Data></EventData></Event>`;
    const log = `<Events>${event("PC7.office.example", "evil.example")}\n${event("PC8.office.example", "dc01.OFFICE.example")}\n${event("WIN-7", "pc7.office.example")}\n${event("vm1.github.io", "evil.github.io")}</Events>`;
    expect(values(await reading("a.xml", log))).toEqual(["3 domain evil.example", "12 domain evil.github.io"]);
    expect(await why("a.xml", log)).toEqual([
      "pc7.office.example is left out: it is the computer that reports this (2)",
      "pc8.office.example is left out: it is the computer that reports this (1)",
      "vm1.github.io is left out: it is the computer that reports this (1)",
      "dc01.office.example is left out: it stands in the domain of a computer that reports this, pc7.office.example (1)",
    ]);
    // elsewhere the word says nothing of who reports
    expect(
      values(await reading("a.xml", "<list><Computer>owl.example</Computer><System><Computer>bad.example</Computer></System></list>")),
    ).toEqual(["1 domain owl.example", "1 domain bad.example"]);
  });

  test("is told by its end where it does not say what it is", async () => {
    expect((await reading("a.txt", "<list><ip>198.51.100.7</ip></list>")).format).toBe("xml");
    expect((await reading("a.txt", "<anna@evil.example> wrote: evil.example")).format).toBe("text");
  });

  test("that was cut off is read and named", async () => {
    expect(await why("a.xml", '<?xml version="1.0"?><list><ip>198.51.100.7</ip><ip>')).toEqual([
      expect.stringMatching(/may have been cut off/u),
    ]);
    expect(
      await why("a.ioc", '<?xml version="1.0"?><ioc><IndicatorItem><Context search="Network/DNS"/><Content>evil.example</Content>'),
    ).toEqual([expect.stringMatching(/may have been cut off/u)]);
  });

  test("expands no entity, and loads nothing", async () => {
    const content = `<?xml version="1.0"?>\n<!DOCTYPE lolz [<!ENTITY lol "evil.example"><!ENTITY lol2 "&lol;&lol;"><!ENTITY file SYSTEM "file:///etc/passwd">]>\n<lolz>&lol2;&file; bad.example</lolz>`;
    expect(values(await reading("a.xml", content))).toEqual(["3 domain bad.example"]);
  });

  test("that nests or holds more than is built is refused", async () => {
    expect(await advice("a.ioc", `<?xml version="1.0"?><ioc>${"<a>".repeat(100_000)}</ioc>`)).toMatch(/nests deeper/u);
    expect(await advice("a.xml", `<?xml version="1.0"?><STIX_Package>${"<a/>".repeat(600_000)}</STIX_Package>`)).toMatch(/holds more/u);
  });
});
