import { describe, expect, test } from "vitest";
import { reading, told, values } from "../reading.ts";

const page = (body: string, head = ""): string => `<!DOCTYPE html>\n<html><head>${head}</head>\n<body>\n${body}\n</body></html>\n`;

describe("a page", () => {
  test("gives what it shows and where it leads, with its lines", async () => {
    const found = await reading(
      "report.html",
      page(
        "<h1>TLP:AMBER</h1>\n<p>C2: evil<b>[.]example</b></p>\n<table><tr><td>198.51.100.7</td><td>443</td></tr></table>\n<a href='https://evil.example/x'>here</a>",
      ),
    );
    expect([found.format, found.marking]).toEqual(["html", { tlp: "amber" }]);
    expect(values(found)).toEqual(["5 domain evil.example", "6 ipv4 198.51.100.7", "7 url https://evil.example/x"]);
  });

  test("keeps apart what its elements keep apart", async () => {
    const parts =
      "<ul><li>https://evil.example/a/</li><li>gate.php</li></ul><table><tr><td>https://owl.example/?a=</td><td>b1</td></tr></table><p>night-</p><p>owl.example</p>";
    const found = await reading("report.html", page(parts));
    expect(values(found)).toEqual([
      "4 url https://evil.example/a/",
      "4 filename gate.php",
      "4 url https://owl.example/?a=",
      "4 domain owl.example",
    ]);
    expect(found.notUnderstood).toEqual([]);
  });

  test("is told by its content, or by its name", async () => {
    expect((await reading("saved.txt", page("evil.example"))).format).toBe("html");
    expect((await reading("part.htm", "<p>evil.example</p>")).format).toBe("html");
    expect((await reading("mail.txt", "Anna <anna@evil.example> wrote")).format).toBe("text");
    expect((await reading("xhtml.xml", `<?xml version="1.0"?>\n${page("evil.example")}`)).format).toBe("html");
  });

  test("may be a drawing, whose links are read and whose scripts are not", async () => {
    const svg =
      '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><a xlink:href="https://evil.example/login"><text>Open</text></a><script>location="https://owl.example/s"</script></svg>';
    const found = await reading("invoice.svg", svg);
    expect([found.format, values(found)]).toEqual(["html", ["1 url https://evil.example/login"]]);
  });

  test("does not give what it is made of", async () => {
    const head =
      "<script src='https://cdn.vendor.example/a.js'></script><link rel=stylesheet href='https://fonts.googleapis.com/css'><link rel=canonical href='https://blog.vendor.example/post'>";
    const body =
      "<img src='https://cdn.vendor.example/logo.png'><a href='https://blog.vendor.example/about'>About</a><p>evil.example</p><img src='https://pix.evil.example/1.gif'>";
    const found = await reading("report.html", page(body, head));
    expect(values(found).map((one) => one.replace(/^\d+ /u, ""))).toEqual(["domain evil.example", "url https://pix.evil.example/1.gif"]);
    expect(told(found).map(({ why }) => why)).toEqual([
      "addresses of what the page itself is made of are left out (5), from cdn.vendor.example, fonts.googleapis.com, blog.vendor.example",
    ]);
  });

  test("gives where its forms lead, wherever its scripts come from", async () => {
    const found = await reading(
      "login.html",
      page("<form action='https://evil.example/p'>", "<script src='https://evil.example/a.js'></script>"),
    );
    expect(values(found)).toEqual(["4 url https://evil.example/p"]);
  });

  test("names links that lead nowhere from here", async () => {
    const found = await reading("login.html", page("<p>evil.example</p><a href='/wp-content/gate.php'>x</a>"));
    expect(values(found)).toEqual(["4 domain evil.example"]);
    expect(told(found)).toEqual([
      { line: 4, why: "links without a host are left out (1): they lead nowhere without the address of the page" },
    ]);
  });
});
