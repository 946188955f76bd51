import { describe, expect, test } from "vitest";
import { extract } from "#domain/extract/index.ts";
import { parseIndicator } from "#domain/indicators/indicator.ts";

const found = (text: string): readonly string[] => extract(text).map(({ kind, value }) => `${kind} ${value}`);

describe("a rule is taken as it is written", () => {
  test.each([
    ["a pattern with escapes", "rule Owl { strings: $a = /a\\.b\\/c\\@d\\_e/ condition: $a }"],
    ["a pattern with a quotation mark", 'rule Owl { strings: $a = /owl\\/"x/ $b = "}" condition: all of them }'],
    ["a pattern behind a word", 'rule Owl { condition: pe.version_info["x"] matches /owl\\/\\{"/ }'],
    ["crossed-out names", 'rule Owl { strings: $a = "hxxps://owl[.]example" $b = "a(at)owl[dot]example" condition: $a }'],
    ["full width and typographic hyphens", 'rule Owl { meta: by = "Night‑Owl ＡＢ" strings: $a = "x" condition: $a }'],
    ["what does not show", 'rule Owl { meta: by = "night\u200bowl" strings: $a = "x" condition: $a }'],
    ["lines that end in an equals sign", 'rule Owl {\n  strings: $a = "x"\n  meta: note = "a=\n"\n  condition: $a }'],
  ])("%s", (_, rule) => expect(found(`See http://owl.example/lo=\nng=3D and\n${rule}\nend`)).toContain(`yara ${rule}`));

  const head = 'import "pe"\n\n/* night\n * owl */\n// by us\n';
  const [one, two, three] = [
    'rule A { strings: $a = "http://a.owl.example/" condition: $a }',
    "private rule B : night owl { condition: true }",
    'global rule C\n{\n  meta:\n    url = "http://c.owl.example/"\n  condition:\n    A or B\n}',
  ];
  test("a file of three, with imports and comments", () =>
    expect(found(`${head}${one}\n\n${two}\n// next\n${three}`)).toEqual([`yara ${head}${one}`, `yara ${two}`, `yara ${three}`]));
  test("what stands around it is refanged all the same", () =>
    expect(found(`hxxp://a[.]owl[.]example ${one} hxxp://b[.]owl[.]example`)).toEqual([
      "url http://a.owl.example/",
      `yara ${one}`,
      "url http://b.owl.example/",
    ]));
});

test.each([
  ["a pattern between slashes", "$re = /evil\\.example\\/gate/", []],
  ["a pattern with classes", "^https?:\\/\\/[a-z]+\\.evil\\.example\\/\\d+$", []],
  [
    "a pattern in a rule of Suricata",
    'alert tcp $A 1 -> $B 2 (content:"owl.example"; pcre:"/\\/gate\\.php\\?id=\\d+/U"; sid:1;)',
    ["domain owl.example"],
  ],
  ["a path with names that begin with a dot", "C:\\Users\\owl\\.ssh\\_key\\id.dat", ["filepath C:\\Users\\owl\\.ssh\\_key\\id.dat"]],
  ["a path with a disguise in it", "%APPDATA%\\night‑owl\\loader[.]dll", ["filepath %APPDATA%\\night‑owl\\loader.dll"]],
  ["a key", "HKCU\\Software\\.owl\\_run", ["regkey HKEY_CURRENT_USER\\Software\\.owl\\_run"]],
  ["a mutex", "Global\\.owl_\\_1", ["mutex Global\\.owl_\\_1"]],
] as const)("backslashes stay in %s", (_, text, expected) => expect(found(text)).toEqual(expected));

test.each([
  ["a host, then a sign", "http://owl.example\\@bank.test/", ["url http://owl.example/@bank.test/"]],
  ["a path", "https://owl.example\\a\\b.php?x=\\y", ["url https://owl.example/a/b.php?x=\\y"]],
  ["two for the slashes", "hxxp:\\\\owl[.]example\\a", ["url http://owl.example/a"]],
  ["behind a port", "http://owl.example:8080\\@bank.test", ["url http://owl.example:8080/@bank.test"]],
] as const)("backslashes in URLs are read as browsers read them: %s", (_, text, expected) => expect(found(text)).toEqual(expected));

describe("soft breaks of quoted-printable are undone", () => {
  test.each([
    ["in its escapes", "Click http://owl.example/lo=\nng/path.php?a=3D1&b=3D2=20\r\nnow", ["url http://owl.example/long/path.php?a=1&b=2"]],
    ["where it is declared", "Content-Transfer-Encoding: quoted-printable\n\nhttp://owl.exa=\r\nmple/x", ["url http://owl.example/x"]],
    ["in marks of HTML", '<a href=3D"http://owl.example/a?b=3D1">=\nx</a>', ["url http://owl.example/a?b=1"]],
    ["with letters of other scripts", "https://owl.example/=D0=B0=D0=B1?q=3D=\n1", ["url https://owl.example/аб?q=1"]],
  ] as const)("%s", (_, text, expected) => expect(found(text)).toEqual(expected));

  test.each([
    [
      "a list of URLs",
      "http://owl.example/a?token=\nhttp://owl2.example/b?x=\nhttp://owl3.example/c",
      ["url http://owl.example/a?token=", "url http://owl2.example/b?x=", "url http://owl3.example/c"],
    ],
    [
      "URLs with encoded signs and others",
      "http://owl.example/a?u=%3D&c=\nhttp://owl2.example/?x=3D&y=z",
      ["url http://owl.example/a?u=%3D&c=", "url http://owl2.example/?x=3D&y=z"],
    ],
    ["settings", "host=\nowl.example\nport=443", ["domain owl.example"]],
  ] as const)("nowhere else: %s", (_, text, expected) => expect(found(text)).toEqual(expected));
});

test.each(["13/02/2026", "2026/02/13", "1/1/2026", "443/tcp", "8080/udp", "10/8", "24/7", "2130706433/x", "0x7f000001/x", "0x7f.1/x"])(
  "%s is no URL",
  (text) => {
    expect(found(text)).toEqual([]);
    expect(parseIndicator(text).ok).toBe(false);
  },
);
