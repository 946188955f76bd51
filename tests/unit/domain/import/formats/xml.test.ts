import { describe, expect, test } from "vitest";
import { reading, told, values } from "../reading.ts";

const md5 = "098f6bcd4621d373cade4e832627b4f6";

describe("OpenIOC", () => {
  const item = (search: string, content: string, attributes = 'condition="is"', type = "string") =>
    `<IndicatorItem ${attributes}><Context document="X" search="${search}" type="mir"/><Content type="${type}">${content}</Content></IndicatorItem>`;
  const file = (...items: readonly string[]) =>
    `<?xml version="1.0" encoding="utf-8"?>\n<ioc xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="1" xmlns="http://schemas.mandiant.com/2010/ioc">\n<short_description>Owl</short_description><authored_by>CERT</authored_by>\n<definition><Indicator operator="OR">\n${items.join("\n")}\n</Indicator></definition></ioc>\n`;

  test("gives what its terms name", async () => {
    const found = await reading(
      "owl.ioc",
      file(
        item("FileItem/Md5sum", md5, 'condition="is"', "md5"),
        item("Network/DNS", "evil.example", 'condition="contains"'),
        item("PortItem/remoteIP", "198.51.100.7", 'condition="is"', "IP"),
        item("FileItem/FileName", "gate.exe"),
        item("FileItem/FullPath", "C:\\owl\\gate.exe"),
        item("RegistryItem/Path", "<![CDATA[HKEY_LOCAL_MACHINE\\SOFTWARE\\Owl]]>"),
        item("ProcessItem/HandleList/Handle/Name", "Global\\OWL_9"),
        item("Email/From", "a@evil.example"),
        item("UrlHistoryItem/URL", "https://evil.example/?a=1&amp;b=2"),
      ),
    );
    expect([found.format, found.rows[0]]).toEqual([
      "openioc",
      { line: 5, indicator: { kind: "md5", value: md5 }, note: "Owl", source: "CERT" },
    ]);
    expect(values(found).slice(1)).toEqual([
      "6 domain evil.example",
      "7 ipv4 198.51.100.7",
      "8 filename gate.exe",
      "9 filepath C:\\owl\\gate.exe",
      "10 regkey HKEY_LOCAL_MACHINE\\SOFTWARE\\Owl",
      "11 mutex Global\\OWL_9",
      "12 email a@evil.example",
      "13 url https://evil.example/?a=1&b=2",
    ]);
    expect(found.notUnderstood).toEqual([]);
  });

  test("1.1 has its items in criteria, and negates by an attribute", async () => {
    const content = `<OpenIOC xmlns="http://openioc.org/schemas/OpenIOC_1.1"><metadata><short_description>TLP:AMBER</short_description></metadata><criteria><Indicator operator="OR">${item("Network/DNS", "evil.example", 'condition="is" negate="false"')}${item("Network/DNS", "good.example", 'condition="is" negate="true"')}</Indicator></criteria></OpenIOC>`;
    const found = await reading("owl.ioc", content);
    expect([values(found), found.marking]).toEqual([["1 domain evil.example"], { tlp: "amber" }]);
    expect(told(found)).toEqual([{ line: 1, why: expect.stringContaining("not is") }]);
  });

  test.each([
    ["a negation", item("Network/DNS", "good.example", 'condition="isnot"'), /isnot, which names no single value/u],
    ["a pattern", item("FileItem/FileName", "owl.*", 'condition="matches"'), /matches, which names no single value/u],
    ["a term that holds no indicator", item("FileItem/SizeInBytes", "4096"), /FileItem\/SizeInBytes are not imported/u],
    ["the victim's own address", item("PortItem/localIP", "192.0.2.1", 'condition="is"', "IP"), /PortItem\/localIP are not imported/u],
    ["a recipient", item("Email/To", "victim@bank.example"), /^recipients of mails are left out/u],
    ["a value that is none", item("PortItem/remoteIP", "198.51.100.999"), /198\.51\.100\.999/u],
  ])("names %s", async (_what, one, sentence) => {
    const found = await reading("owl.ioc", file(one));
    expect(values(found)).toEqual([]);
    expect(told(found)).toEqual([{ line: 5, why: expect.stringMatching(sentence) }]);
  });
});

describe("STIX 1", () => {
  const names =
    'xmlns:stix="http://stix.mitre.org/stix-1" xmlns:cybox="http://cybox.mitre.org/cybox-2" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://stix.mitre.org/stix-1 http://stix.mitre.org/XMLSchema/core/1.2/stix_core.xsd"';
  const file = (content: string, header = "") =>
    `<?xml version="1.0"?>\n<stix:STIX_Package ${names}>\n<stix:STIX_Header>${header}</stix:STIX_Header>\n${content}\n</stix:STIX_Package>`;
  const object = (type: string, content: string, attributes = "") =>
    `<cybox:Observable><cybox:Object><cybox:Properties xsi:type="${type}" ${attributes}>${content}</cybox:Properties></cybox:Object></cybox:Observable>`;

  test.each([
    [
      "addresses",
      object(
        "AddressObj:AddressObjectType",
        '<AddressObj:Address_Value condition="Equals">198.51.100.7##comma##198.51.100.8</AddressObj:Address_Value>',
        'category="ipv4-addr"',
      ),
      ["ipv4 198.51.100.7", "ipv4 198.51.100.8"],
    ],
    [
      "mailboxes",
      object("AddressObj:AddressObjectType", "<AddressObj:Address_Value>a@evil.example</AddressObj:Address_Value>", 'category="e-mail"'),
      ["email a@evil.example"],
    ],
    [
      "names",
      object("DomainNameObj:DomainNameObjectType", "<DomainNameObj:Value>evil[.]example</DomainNameObj:Value>", 'type="FQDN"'),
      ["domain evil.example"],
    ],
    [
      "hosts",
      object("HostnameObj:HostnameObjectType", "<HostnameObj:Hostname_Value>www.evil.example</HostnameObj:Hostname_Value>"),
      ["domain www.evil.example"],
    ],
    [
      "URIs",
      object("URIObj:URIObjectType", "<URIObj:Value><![CDATA[https://evil.example/?a=1&b=2]]></URIObj:Value>", 'type="URL"'),
      ["url https://evil.example/?a=1&b=2"],
    ],
    [
      "files",
      object(
        "FileObj:FileObjectType",
        `<FileObj:File_Name>gate.exe</FileObj:File_Name><FileObj:Hashes><cyboxCommon:Hash><cyboxCommon:Type xsi:type="x">MD5</cyboxCommon:Type><cyboxCommon:Simple_Hash_Value>${md5.toUpperCase()}</cyboxCommon:Simple_Hash_Value></cyboxCommon:Hash></FileObj:Hashes>`,
      ),
      ["filename gate.exe", `md5 ${md5}`],
    ],
    ["mutexes", object("MutexObj:MutexObjectType", "<MutexObj:Name>Global\\OWL_9</MutexObj:Name>"), ["mutex Global\\OWL_9"]],
    [
      "registry keys",
      object(
        "WinRegistryKeyObj:WindowsRegistryKeyObjectType",
        "<WinRegistryKeyObj:Key>SOFTWARE\\Owl</WinRegistryKeyObj:Key><WinRegistryKeyObj:Hive>HKEY_LOCAL_MACHINE</WinRegistryKeyObj:Hive>",
      ),
      ["regkey HKEY_LOCAL_MACHINE\\SOFTWARE\\Owl"],
    ],
    [
      "senders of mails",
      object(
        "EmailMessageObj:EmailMessageObjectType",
        '<EmailMessageObj:Header><EmailMessageObj:From category="e-mail"><AddressObj:Address_Value>a@evil.example</AddressObj:Address_Value></EmailMessageObj:From></EmailMessageObj:Header>',
      ),
      ["email a@evil.example"],
    ],
    [
      "rules",
      '<indicator:Test_Mechanism xsi:type="yaraTM:YaraTestMechanismType"><yaraTM:Rule><![CDATA[rule Owl { condition: true }]]></yaraTM:Rule></indicator:Test_Mechanism>',
      ["yara rule Owl { condition: true }"],
    ],
  ])("gives %s", async (_what, content, wanted) => {
    const found = await reading("owl.xml", file(content));
    expect([found.format, values(found), told(found)]).toEqual(["stix1", wanted.map((one) => `4 ${one}`), []]);
  });

  test.each([
    [
      "recipients",
      object(
        "EmailMessageObj:EmailMessageObjectType",
        '<EmailMessageObj:Header><EmailMessageObj:To><EmailMessageObj:Recipient category="e-mail"><AddressObj:Address_Value>victim@bank.example</AddressObj:Address_Value></EmailMessageObj:Recipient></EmailMessageObj:To></EmailMessageObj:Header>',
      ),
      /^recipients of mails/u,
    ],
    [
      "a negation",
      object("DomainNameObj:DomainNameObjectType", "<DomainNameObj:Value>good.example</DomainNameObj:Value>").replace(
        "<cybox:Observable>",
        '<cybox:Observable negate="true">',
      ),
      /negate/u,
    ],
    ["a comparison", object("URIObj:URIObjectType", '<URIObj:Value condition="Contains">/gate.php</URIObj:Value>'), /Contains/u],
    [
      "a hash of an unknown type",
      object(
        "FileObj:FileObjectType",
        `<cyboxCommon:Hash><cyboxCommon:Type>PEHASH</cyboxCommon:Type><cyboxCommon:Simple_Hash_Value>${md5}</cyboxCommon:Simple_Hash_Value></cyboxCommon:Hash>`,
      ),
      /PEHASH/u,
    ],
    [
      "a rule of Snort",
      '<indicator:Test_Mechanism xsi:type="snortTM:SnortTestMechanismType"><snortTM:Rule>alert tcp any any -> 198.51.100.7 any</snortTM:Rule></indicator:Test_Mechanism>',
      /SnortTestMechanismType are not read/u,
    ],
  ])("names %s", async (_what, content, sentence) => {
    const found = await reading("owl.xml", file(content));
    expect([values(found), told(found)]).toEqual([[], [{ line: 4, why: expect.stringMatching(sentence) }]]);
  });

  test("is found in what TAXII 1 hands out", async () => {
    const inside = object("DomainNameObj:DomainNameObjectType", "<DomainNameObj:Value>evil.example</DomainNameObj:Value>");
    const poll = `<t:Poll_Response xmlns:t="http://taxii.mitre.org/"><t:Content><stix:STIX_Header><stix:Title>TLP:RED</stix:Title></stix:STIX_Header>${inside}</t:Content></t:Poll_Response>`;
    const found = await reading("poll.xml", poll);
    expect([found.format, found.marking, values(found)]).toEqual(["stix1", { tlp: "red" }, ["1 domain evil.example"]]);
  });

  test("a marking anywhere holds for all, one that nobody knows is the strictest", async () => {
    const marked = (color: string) =>
      `<stix:Handling><marking:Marking><marking:Marking_Structure xsi:type="tlpMarking:TLPMarkingStructureType" color="${color}"/></marking:Marking></stix:Handling>`;
    const content = object("DomainNameObj:DomainNameObjectType", "<DomainNameObj:Value>evil.example</DomainNameObj:Value>");
    expect((await reading("owl.xml", file(content, marked("AMBER")))).marking).toEqual({ tlp: "amber" });
    const strange = await reading("owl.xml", file(content, marked("PURPLE")));
    expect([strange.marking, told(strange)[0]?.why]).toEqual([{ tlp: "red" }, expect.stringContaining("so red was taken")]);
  });
});

describe("MISP as XML", () => {
  const attribute = (type: string, value: string, more = "") => `<Attribute><type>${type}</type><value>${value}</value>${more}</Attribute>`;
  test("is read as its JSON is", async () => {
    const content = `<?xml version="1.0" encoding="UTF-8"?>\n<response><Event><uuid>u</uuid><info>Owl</info><Orgc><name>CERT</name></Orgc>${attribute("domain", "evil.example", "<to_ids>1</to_ids><Tag><name>tlp:amber</name></Tag>")}${attribute("ip-dst|port", "198.51.100.7|443", "<to_ids>0</to_ids><comment>seen</comment>")}${attribute("domain", "gone.example", "<deleted>1</deleted>")}<Object><name>file</name>${attribute("md5", md5, "<deleted>0</deleted>")}</Object><Tag><name>tlp:green</name></Tag></Event></response>`;
    const found = await reading("misp.xml", content);
    expect([found.format, found.marking]).toEqual(["misp-xml", { tlp: "green" }]);
    expect(found.rows).toEqual([
      { line: 1, indicator: { kind: "domain", value: "evil.example" }, codes: { tlp: "amber" }, source: "CERT" },
      { line: 2, indicator: { kind: "ipv4", value: "198.51.100.7" }, tags: ["not-for-detection"], note: "seen", source: "CERT" },
      { line: 4, indicator: { kind: "md5", value: md5 }, source: "CERT" },
    ]);
    expect(told(found)).toEqual([{ line: 3, why: "deleted attributes are left out (1)" }]);
  });
});
