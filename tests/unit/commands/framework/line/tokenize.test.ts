import { expect, test } from "vitest";
import { tokenize } from "../../../../../commands/framework/line/tokenize.ts";

/** Words as they are, quoted ones with quotation marks, options as key=value. */
const pieces = (text: string) =>
  tokenize(text, 0).first.map((token) => {
    if (token.kind === "option") return `${token.key}=${token.text}`;
    return token.quoted ? `"${token.text}"` : token.text;
  });

test.each([
  ["a  b\tc", ["a", "b", "c"]],
  ['"a b" c', ['"a b"', "c"]],
  ['“a b” „c d“ «e f» “g" h', ['"a b"', '"c d"', '"e f"', '"g"', "h"]],
  ['"a b', ['"a', "b"]],
  ["tlp:red TLP:GREEN tlp: amber", ["tlp=red", "tlp=GREEN", "tlp=amber"]],
  ["share:  silent x", ["share=silent", "x"]],
  ['name:"Bruno Petit" x', ["name=Bruno Petit", "x"]],
  ["name: “Bruno Petit” x", ["name=Bruno Petit", "x"]],
  ["tlp: pap:red", ["tlp=", "pap=red"]],
  ["x tlp:", ["x", "tlp="]],
  ["tlp:red, pap:red;", ["tlp=red", "pap=red"]],
  ["only:NL, BE,FR x", ["only=NL, BE,FR", "x"]],
  ["only:NL, tlp:red", ["only=NL", "tlp=red"]],
  ["a tlp:red, b", ["a", "tlp=red", "b"]],
  ["since:2026-03-02 15:00 x", ["since=2026-03-02 15:00", "x"]],
  ["since:2026-03-02T15:00 10:30", ["since=2026-03-02T15:00", "10:30"]],
  ["due:fri 15:00", ["due=fri 15:00"]],
  ["since:2026-03-02 2001:db8::1", ["since=2026-03-02", "2001:db8::1"]],
  ["slots:2027-03-01 10:00, 2027-03-02 9:00 x", ["slots=2027-03-01 10:00, 2027-03-02 9:00", "x"]],
  ["slots: 2027-03-01T10:00 fri 14:00+01:00; dur:60m", ["slots=2027-03-01T10:00 fri 14:00+01:00", "dur=60m"]],
  ['slots:"2027-03-01 10:00, +2h" x', ["slots=2027-03-01 10:00, +2h", "x"]],
  ["slots:2027-03-01, 2027-03-02 x", ["slots=2027-03-01, 2027-03-02", "x"]],
  ["x note: all the rest tlp:red", ["x", "note=all the rest tlp:red"]],
  ['note:"in quotes" tlp:red', ["note=in quotes", "tlp=red"]],
  ['note:"in quotes" and more', ['note="in quotes" and more']],
  ["reason:", ["reason="]],
  ["http://evil.example:8080/x 2001:db8::1 fe80::1%eth0", ["http://evil.example:8080/x", "2001:db8::1", "fe80::1%eth0"]],
  ["tag://a/b tpl:red", ["tag://a/b", "tpl:red"]],
  ["lead:[Anna de Vries](https://matrix.to/#/@anna:a.example) x", ["lead=[Anna de Vries](https://matrix.to/#/@anna:a.example)", "x"]],
  ['"tlp:red"', ['"tlp:red"']],
  ["only:NL,", ["only=NL"]],
  ["tag:a, , b,, ,", ["tag=a, , b"]],
  ["to:sector:banks,certeu x", ["to=sector:banks,certeu", "x"]],
  ["tlp : red x pap\u00a0:\u202fred", ["tlp=red", "x", "pap=red"]],
  ["198.51.100.9,tlp:red;share:silent|h:H2", ["198.51.100.9", "tlp=red", "share=silent", "h=H2"]],
  ["http://evil.example/a,b;type:c,tlp:red", ["http://evil.example/a,b;type:c", "tlp=red"]],
  ["tlp:amber strict x", ["tlp=amber strict", "x"]],
  ["tlp:amber + strict x", ["tlp=amber + strict", "x"]],
  ["tlp:amber strict.example", ["tlp=amber", "strict.example"]],
  ["h:H1, H2 and H3 x", ["h=H1, H2 and H3", "x"]],
  ["only:NL FR und DE tag:x", ["only=NL FR und DE", "tag=x"]],
  ["‹a b› ›c d‹ 「e f」 ‚g h‘ ‚i", ['"a b"', '"c d"', '"e f"', '"g h"', "‚i"]],
  ["”a b” »c d« ‘e f’ 's 'g", ['"a b"', '"c d"', '"e f"', "'s", "'g"]],
  ["lead:[Anna \\[NL\\]](https://matrix.to/#/@anna:a.example) x", ["lead=[Anna \\[NL\\]](https://matrix.to/#/@anna:a.example)", "x"]],
])("%s", (text, expected) => {
  expect(pieces(text)).toEqual(expected);
});

test("places count UTF-16 units of line 1, after the prefix", () => {
  const { first } = tokenize('/ioc add "é😀" tlp:red', 1);
  expect(first.map(({ at }) => [at.from, at.to])).toEqual([
    [1, 4],
    [5, 8],
    [9, 14],
    [15, 22],
  ]);
});

test("lines end in every way that pasted text knows", () => {
  expect(tokenize("a\r\nb\rc\u2028d\ne", 0).lines).toEqual(["a", "b", "c", "d", "e"]);
});

test("quotation marks that nothing closes are words, however many", () => {
  expect(pieces("„ a „ b “")).toEqual(['" a „ b "']);
  expect(tokenize("„ ".repeat(30_000), 0).first).toHaveLength(30_000);
});
