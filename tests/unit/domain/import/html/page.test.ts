import { expect, test } from "vitest";
import { pageOf } from "#domain/import/html/page.ts";

const read = (html: string) => {
  const { shown, addresses, relative } = pageOf(html);
  return { text: shown.text(), to: addresses.map(({ lead, to }) => `${lead} ${to}`), relative: relative.count };
};

test("HTML shows its text without tags", () => {
  expect(read("a<b>b</b>c<br>d &lt;e&gt; &#x41;<style>p { color: red }</style><!-- no --><script>e()</script> 1 < 2").text).toBe(
    "abc\nd <e> A 1 < 2",
  );
});

test.each([
  ["an address with a bracket in it", '<a title=">" href="https://evil.example/a>b">x</a>', "x", ["link https://evil.example/a>b"]],
  [
    "an address without quotes and one with references",
    "<a href=https://evil.example/><img src='https://evil.example/?a&#61;1&amp;b'>",
    "",
    ["link https://evil.example/", "picture https://evil.example/?a=1&b"],
  ],
  ["a tag that does not end", "see <a href='https://evil.example/cut", "see <a href='https://evil.example/cut", []],
  ["a comparison", "1 < 2 > 0", "1 < 2 > 0", []],
  ["no script that was never ended", "a<script>b", "a", []],
  ["what follows an empty script", "<script src='https://evil.example/s.js'/>a", "a", ["part https://evil.example/s.js"]],
  ["each address once", "<a href='u:1'><a href='u:1'>", "", ["link u:1"]],
  ["words that tags part, and lines that they end", "evil<wbr>.<span>exam</span>ple<p>next</p>", "evil.example\nnext\n", []],
  ["cells beside each other", "<tr><td>a<td>b</tr>", "\ta\tb\n", []],
  ["parts between which nothing goes on", "<li>https://evil.example/<li>a.php", "https://evil.example/\n\r\na.php", []],
  ["names right above what they name", "<dt>imphash</dt><dd>0</dd>", "imphash\n0\n\r\n", []],
])("HTML shows %s", (_what, html, text, to) => {
  expect(read(html)).toEqual({ text, to, relative: 0 });
});

test.each([
  [
    "a base",
    "<base href='https://evil.example/p/'><a href='go.php'>x</a><a href='/up'>y</a><a href='?id=1'>z</a>",
    ["link https://evil.example/p/go.php", "link https://evil.example/up", "link https://evil.example/p/?id=1"],
  ],
  ["a refresh", "<meta http-equiv=Refresh content=\"0; URL='https://evil.example/r'\">", ["act https://evil.example/r"]],
  ["a refresh without a word", "<meta http-equiv=refresh content='0;https://evil.example/r'>", ["act https://evil.example/r"]],
  [
    "forms and their buttons",
    "<form action='https://evil.example/f'><button formaction='https://evil.example/g'>",
    ["act https://evil.example/f", "act https://evil.example/g"],
  ],
  [
    "drawings",
    "<svg><a xlink:href='https://evil.example/a'><image xlink:href='https://evil.example/i.png'/></a></svg>",
    ["link https://evil.example/a", "picture https://evil.example/i.png"],
  ],
  ["areas that are meant as SVG", "<area xlink:href='https://evil.example/'>", ["link https://evil.example/"]],
  [
    "styles",
    "<body style=\"background:url('https://evil.example/b.png')\"><style>@import url(https://evil.example/c.css); p{background:url(https://evil.example/d.png)} @font-face{src:url(https://evil.example/f.woff2)}</style>",
    [
      "picture https://evil.example/b.png",
      "part https://evil.example/c.css",
      "picture https://evil.example/d.png",
      "part https://evil.example/f.woff2",
    ],
  ],
  [
    "sets of pictures",
    "<img srcset='https://evil.example/1.png 1x, https://evil.example/2.png 2x'>",
    ["picture https://evil.example/1.png", "picture https://evil.example/2.png"],
  ],
  [
    "frames and objects",
    "<iframe src='https://evil.example/f'></iframe><object data='https://evil.example/o'>",
    ["act https://evil.example/f", "act https://evil.example/o"],
  ],
  ["an address without a scheme", "<a href='//evil.example/a'>", ["link https://evil.example/a"]],
  ["an address over two lines", "<a href='https://evil.example/\n\ta'>", ["link https://evil.example/a"]],
  ["a disguised address", "<a href='hxxps://evil[.]example/a'>", ["link hxxps://evil[.]example/a"]],
  ["nothing that stays where it is", "<a href='#a'><img src='cid:1'><a href='javascript:x()'><img src='data:,a'>", []],
])("leads by %s", (_what, html, to) => {
  expect(read(html)).toMatchObject({ to, relative: 0 });
});

test("links that lead on from an unknown page are counted, pictures are not", () => {
  expect(read("<a href='login.php'>x</a><form action='/gate.php'><img src='x.gif'>")).toEqual({ text: "x\n", to: [], relative: 2 });
});
