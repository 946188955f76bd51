import fc from "fast-check";
import { expect, test } from "vitest";
import { fold } from "#domain/text/fold.ts";
import { runs } from "../../../support/runs.ts";

test.each([
  ["tlp:red", "tlp:red"],
  ["tl\u200bp:r\u00aded\u200f", "tlp:red"],
  ["\ufefft\u2060l\u034fp:red", "tlp:red"],
  ["ｔｌｐ：ｒｅｄ", "tlp:red"],
  ["tlр:rеd", "tlp:red"],
  ["ΤLΡ∶RΕD", "TLP:RED"],
  ["tlp꞉red tlp：red tlpːred tlp：red", "tlp:red tlp:red tlp:red tlp:red"],
  ["𝗍𝗅𝗉:𝕣𝕖𝕕 ⓣⓛⓟ 🅃🄻🄿 🆃🅻🅿", "tlp:red tlp TLP TLP"],
  ["ᴛʟᴘ:ʀᴇᴅ", "tlp:red"],
  ["t̶l̶p̶:rëd", "tlp:red"],
  ["tlp\u00a0:\u202fred\u3000x\u2800y\u0085z", "tlp : red x y z"],
  ["TLP:CLEAR tıp łódź", "TLP:CLEAR tip lodz"],
  ["h:H٢ h:H２ h:H۳ १०", "h:H2 h:H2 h:H3 10"],
  ["／ioc ！ioc ＠anna", "/ioc !ioc @anna"],
  ["2027‑03–01", "2027-03-01"],
  ["only:🇳🇱，🇫🇷؛", "only:NL,FR;"],
  ["a،b、c", "a,b,c"],
  ["", ""],
])("%j is recognised as %j", (typed, text) => {
  expect(fold(typed).text).toBe(text);
});

test.each(["“a” „b“ «c» ‘d’ »e«", "他說話", "سلام"])("%j stays as it is", (typed) => {
  expect(fold(typed).text).toBe(typed);
});

test("a place is told in the text as typed", () => {
  const typed = "a\u200bﬁtl\u2060р∶r";
  const { text, place } = fold(typed, 10);
  expect(text).toBe("afitlp:r");
  const at = (word: string) => place(text.indexOf(word), text.indexOf(word) + word.length);
  const told = (word: string) => typed.slice(at(word).from - 10, at(word).to - 10);
  expect(told("tlp")).toBe("tl\u2060р");
  expect(told("i")).toBe("ﬁ");
  expect(told("r")).toBe("r");
  expect(place(0, text.length)).toEqual({ from: 10, to: 10 + typed.length });
});

test("whatever is typed, places lie in order and inside, and what is folded is folded for good", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 40 }), (typed) => {
      const { text, place } = fold(typed);
      for (let at = 0, before = 0; at < text.length; at++) {
        const { from, to } = place(at, at + 1);
        expect(from).toBeGreaterThanOrEqual(before);
        expect(to).toBeGreaterThan(from);
        expect(to).toBeLessThanOrEqual(typed.length);
        before = from;
      }
      expect(fold(text).text).toBe(text);
    }),
    { numRuns: runs(5_000) },
  );
});

test.each(["ﷺ", "ﷻ", "´", "¨", "¸", "΅", "℡x", "a´b", "l´homme", "ﹰ"])("nothing is parted inside of a character: %s", (text) => {
  const folded = fold(text).text;
  expect(folded).not.toContain(" ");
  expect(folded).not.toBe("");
});
