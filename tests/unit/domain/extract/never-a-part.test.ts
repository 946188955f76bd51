import { describe, expect, test } from "vitest";
import { extract } from "#domain/extract/index.ts";
import { parseIndicator } from "#domain/indicators/indicator.ts";

const found = (text: string): readonly string[] => extract(text).map(({ kind, value }) => `${kind} ${value}`);

describe("the whole of an e-mail address is taken", () => {
  test.each([
    ["o'hara@owl.example", "o'hara@owl.example"],
    ["d’angelo@owl.example", "d'angelo@owl.example"],
    ["anna.o'hara@owl.example", "anna.o'hara@owl.example"],
    ["John.Smith@Mail.Example.Com", "john.smith@mail.example.com"],
    ["First.Last@Mail.Owl.Example", "first.last@mail.owl.example"],
    ["Anna@Owl.Co.Uk", "anna@owl.co.uk"],
    ["ANNA@OWL.EXAMPLE", "anna@owl.example"],
    ["anna@owl.Com", "anna@owl.com"],
    ["bounces+123-anna=bank.test@mail.owl.example", "bounces+123-anna=bank.test@mail.owl.example"],
    ["SRS0=aB1c=TT=bank.test=anna@owl.example", "srs0=ab1c=tt=bank.test=anna@owl.example"],
    ["prvs=12345abcde=anna@owl.example", "prvs=12345abcde=anna@owl.example"],
    ["anna_bank.test#EXT#@owl.onmicrosoft.com", "anna_bank.test#ext#@owl.onmicrosoft.com"],
  ])("%s", (text, value) => {
    expect(found(`Mail from ${text} today`)).toEqual([`email ${value}`]);
    expect(found(`<${text}>, "${text}"; '${text}'.`)).toEqual(Array(3).fill(`email ${value}`));
    expect(parseIndicator(text)).toMatchObject({ ok: true, value: { kind: "email", value } });
  });

  test.each([
    ["behind an opening quotation mark", "user='anna@owl.example'", ["email anna@owl.example"]],
    ["behind a setting's name", "from=anna@owl.example to=berta@owl.example", ["email anna@owl.example", "email berta@owl.example"]],
    ["before a sentence", "anna@owl.example.Then we saw anna@Owl.Example.Then", ["email anna@owl.example", "email anna@owl.example"]],
  ] as const)("and nothing else %s", (_, text, expected) => expect(found(text)).toEqual(expected));
});

describe("a share of Windows has its server", () => {
  test.each([
    ["\\\\198.51.100.7@8080\\DavWWWRoot\\run.lnk", "ipv4 198.51.100.7"],
    ["\\\\files.owl.example@SSL\\share\\run.lnk", "domain files.owl.example"],
    ["\\\\files.owl.example@SSL@443\\share\\run.lnk", "domain files.owl.example"],
    ["\\\\198.51.100.7\\share\\run.lnk", "ipv4 198.51.100.7"],
  ])("%s", (text, server) => expect(found(`${text} was opened`)).toEqual([`filepath ${text}`, server]));
  test.each(["\\\\127.0.0.1\\ADMIN$\\run.exe", "\\\\FILES\\share\\run.exe"])(
    "but for the machine itself and names of no domain: %s",
    (text) => expect(found(text)).toEqual([`filepath ${text}`]),
  );
});

test.each([
  ["IP 192.0.2.101.49729 > 198.51.100.7.443: Flags [S], seq 1", ["ipv4 192.0.2.101", "ipv4 198.51.100.7"]],
  ["12:00:01.123456 IP6 2001:db8::1.53124 > 2001:db8::7.443: Flags [S]", ["ipv6 2001:db8::1", "ipv6 2001:db8::7"]],
  ["tcp4       0      0  192.0.2.1.49729    198.51.100.7.443   ESTABLISHED", ["ipv4 192.0.2.1", "ipv4 198.51.100.7"]],
  ["1.2.3.4.5 and 198.51.100.7.70000 > 1", []],
] as const)("captures of packets join the port with a dot: %s", (text, expected) => expect(found(text)).toEqual(expected));

describe("numbers of phones", () => {
  const numbers = ["phone +442079460958", "phone +33199001234"];
  test.each([
    ["Phone numbers: 00442079460958, 0033 1 99 00 12 34", numbers],
    ["Tel. 0044 20 7946 0958 and 0033199001234", numbers],
    ["Phone numbers:\n- 00442079460958\n- 0033 1 99 00 12 34", numbers],
    ["Orders 00442079460958, 0033199001234", []],
    ["serial 00442079460958", []],
  ] as const)("%j", (text, expected) => expect(found(text)).toEqual(expected));
});

test.each([
  ["tags:\n  - attack.t1059.001\n  - attack.execution", ["attack T1059.001"]],
  ["attack.t1486 attack.ta0040", ["attack T1486", "attack TA0040"]],
] as const)("tags of Sigma rules: %j", (text, expected) => expect(found(text)).toEqual(expected));

test.each(["tunnel.owl.i2p", "night-owl.bit", "owl.bazar"])("top levels of other naming systems: %s", (text) => {
  expect(found(`Seen: ${text}, again`)).toEqual([`domain ${text}`]);
  expect(parseIndicator(text)).toMatchObject({ ok: true, value: { kind: "domain", value: text } });
});

test.each([
  ["file://198.51.100.7/share/run.hta", ["ipv4 198.51.100.7", "filename run.hta"]],
  ["file://///198.51.100.7/share/run.hta", ["ipv4 198.51.100.7", "filename run.hta"]],
  ["file:///C:/Users/owl/run.exe", ["filepath C:/Users/owl/run.exe"]],
  ["rsync://198.51.100.7/module", ["ipv4 198.51.100.7"]],
  ["dav://owl.example/x", ["domain owl.example"]],
  ["s3://night-owl/loader.exe", ["filename loader.exe"]],
  ["data:text/html;base64,PHNjcmlwdD4=", []],
] as const)("a scheme that is none of the web's makes no URL: %s", (text, expected) => {
  expect(found(`Ran ${text} today`)).toEqual(expected);
  expect(parseIndicator(text).ok).toBe(false);
});
