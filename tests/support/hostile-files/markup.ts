import { bytesOf, type Hostile } from "./hostile.ts";

const prolog = '<?xml version="1.0"?>\n';
const lol = Array.from({ length: 9 }, (_, at) => `<!ENTITY l${at + 1} "${`&l${at};`.repeat(10)}">`).join("");
const tooMuch = /^It nests deeper or holds more/u;

/** Pages and XML that are made to do harm. */
export const hostileMarkup: readonly Hostile[] = [
  {
    what: "entities of entities",
    name: "a.xml",
    make: () => bytesOf(`${prolog}<!DOCTYPE l [<!ENTITY l0 "evil.example">${lol}]><l>&l9; bad.example</l>`),
    gives: ["2 domain bad.example"],
  },
  {
    what: "an entity that is long, very often",
    name: "a.xml",
    make: () => bytesOf(`${prolog}<!DOCTYPE l [<!ENTITY a "${"evil.example ".repeat(10_000)}">]><l>${"&a;".repeat(1_000_000)}</l>`),
  },
  {
    what: "an entity from elsewhere",
    name: "a.xml",
    make: () => bytesOf(`${prolog}<!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/passwd">]><l>&a; bad.example</l>`),
    gives: ["2 domain bad.example"],
  },
  { what: "elements in elements", name: "a.xml", make: () => bytesOf(prolog, "<a>".repeat(5_000_000)) },
  { what: "items in items", name: "a.ioc", make: () => bytesOf(prolog, "<ioc>".repeat(3_000_000)), gives: tooMuch },
  { what: "very many items", name: "a.ioc", make: () => bytesOf(prolog, "<ioc>", "<a/>".repeat(4_000_000), "</ioc>"), gives: tooMuch },
  { what: "very many attributes", name: "a.xml", make: () => bytesOf(prolog, "<l>", '<a b="c" d="e"/>'.repeat(1_000_000), "</l>") },
  {
    what: "one element of very many attributes",
    name: "a.xml",
    make: () => bytesOf(prolog, "<l ", Array.from({ length: 1_000_000 }, (_, at) => `a${at}="b" `).join(""), "/>"),
  },
  { what: "an attribute that never ends", name: "a.xml", make: () => bytesOf(prolog, '<l a="', "&amp;".repeat(3_900_000)) },
  { what: "remarks before the root", name: "a.xml", make: () => bytesOf(prolog, "<!-- -->\n".repeat(2_000_000), "<l>evil.example</l>") },
  { what: "the beginning of a remark, very often", name: "a.xml", make: () => bytesOf("<!--".repeat(5_000_000)) },
  { what: "very many numbers of characters", name: "a.xml", make: () => bytesOf(prolog, "<l>", "&#65;".repeat(3_900_000), "</l>") },
  {
    what: "very many events",
    name: "a.xml",
    make: () =>
      bytesOf(
        prolog,
        "<response><Event><uuid>u</uuid>",
        "<Attribute><type>ip-dst</type></Attribute>".repeat(100_000),
        "</Event></response>",
      ),
  },
  {
    what: "a page of very many links",
    name: "a.html",
    make: () => bytesOf("<html>", Array.from({ length: 400_000 }, (_, at) => `<a href="https://evil.example/${at}">x</a>`).join("")),
  },
  {
    what: "a page of links that lead on",
    name: "a.html",
    make: () =>
      bytesOf('<html><base href="https://evil.example/">', Array.from({ length: 400_000 }, (_, at) => `<a href="${at}">x</a>`).join("")),
  },
  {
    what: "a page of hosts of its own",
    name: "a.html",
    make: () => bytesOf("<html>", Array.from({ length: 300_000 }, (_, at) => `<script src="https://e${at}.example/">`).join("")),
  },
  { what: "a page of one style", name: "a.html", make: () => bytesOf("<html><style>", "url(".repeat(4_900_000)) },
  { what: "a page of tags that never end", name: "a.html", make: () => bytesOf("<html>", "<a b='".repeat(3_000_000)) },
  {
    what: "a page of refreshes",
    name: "a.html",
    make: () => bytesOf("<html>", `<meta http-equiv=refresh content="${" ".repeat(4_000)}">`.repeat(4_000)),
  },
  {
    what: "a set of very many pictures",
    name: "a.html",
    make: () => bytesOf("<html>", `<img srcset="${"a ,".repeat(6_000)}">`.repeat(1_000)),
  },
];
