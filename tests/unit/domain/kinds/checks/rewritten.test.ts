import { describe, expect, test } from "vitest";
import { extract } from "#domain/extract/index.ts";
import { parseIndicator } from "#domain/indicators/indicator.ts";
import { leftOut } from "#domain/indicators/left-out.ts";
import { reading, told, values } from "../../import/reading.ts";

const target = "https://panel.owl.example/login?id=7&x=y";
const encoded = encodeURIComponent(target);
const base64 = Buffer.from(target).toString("base64url");
/** What services make of the link, most of them with who got the mail behind it. */
const links: readonly (readonly [service: string, link: string])[] = [
  [
    "eur01.safelinks.protection.outlook.com",
    `https://eur01.safelinks.protection.outlook.com/?url=${encoded}&data=05%7C02%7Canna%40bank.test%7C&reserved=0`,
  ],
  ["gcc02.safelinks.protection.outlook.com", `https://gcc02.safelinks.protection.outlook.com/ap/x-1/?url=${encoded}&data=anna%40bank.test`],
  // without the region before it
  ["safelinks.protection.outlook.com", `https://safelinks.protection.outlook.com/?url=${encoded}&data=05%7Canna%40bank.test%7C`],
  ["safelinks.protection.office365.us", `https://safelinks.protection.office365.us/?data=anna%40bank.test&url=${encoded}`],
  ["safelinks.protection.partner.outlook.cn", `https://safelinks.protection.partner.outlook.cn/?url=${encoded}&data=anna%40bank.test`],
  ["protection.sophos.com", `https://protection.sophos.com/?d=owl.example&u=${base64}&i=anna`],
  ["url-protection.com", `https://url-protection.com/v1/r?o=${encoded}&i=anna%40bank.test`],
  ["urldefense.proofpoint.com", `https://urldefense.proofpoint.com/v1/url?u=${encoded}&k=oIv%3D&r=anna%40bank.test`],
  [
    "urldefense.proofpoint.com",
    "https://urldefense.proofpoint.com/v2/url?u=https-3A__panel.owl.example_login-3Fid-3D7-26x-3Dy&d=Dw&r=anna&e=",
  ],
  ["urldefense.com", "https://urldefense.com/v3/__https://panel.owl.example/login?id=7&x=y__;!!abc!def$"],
  ["urldefense.com", "https://urldefense.com/v3/__https:/panel.owl.example/login*id=7**By__;PyZ4PQ!!abc!def$"],
  ["linkprotect.cudasvc.com", `https://linkprotect.cudasvc.com/url?a=${encoded}&c=E,1,x`],
  ["secure-web.cisco.com", `https://secure-web.cisco.com/1aBcD/${encoded}`],
  ["eu-west-1.protection.sophos.com", `https://eu-west-1.protection.sophos.com/?d=owl.example&u=${base64}&i=anna`],
  ["url.avanan.click", `https://url.avanan.click/v2/___${target}___.YXAzOm`],
  ["protect.checkpoint.com", `https://protect.checkpoint.com/v2/r01/___${target}___.YXAzOm`],
  ["ddei5-0-ctp.trendmicro.com", `https://ddei5-0-ctp.trendmicro.com:443/wis/clicktime/v1/query?url=${encoded}&umid=1`],
  ["deref-gmx.net", `https://deref-gmx.net/mail/client/x/dereferrer/?redirectUrl=${encoded}`],
  ["www.google.com", `https://www.google.com/url?q=${encoded}&sa=D`],
  ["www.google.co.uk", `https://www.google.co.uk/url?sa=t&url=${encoded}`],
  ["l.facebook.com", `https://l.facebook.com/l.php?u=${encoded}&h=AT0`],
  ["www.youtube.com", `https://www.youtube.com/redirect?event=x&q=${encoded}`],
  ["www.linkedin.com", `https://www.linkedin.com/redir/redirect?url=${encoded}`],
  ["www.bing.com", `https://www.bing.com/ck/a?!&&p=abc&u=a1${base64}&ntb=1`],
  ["r.search.yahoo.com", `https://r.search.yahoo.com/_ylt=A/RV=2/RU=${encoded}/RK=2/RS=c-`],
  ["slack-redir.net", `https://slack-redir.net/link?url=${encoded}`],
];

describe.each(links)("a link that %s rewrote", (service, link) => {
  test(`leads where it led: ${link.slice(0, 60)}`, () => {
    expect(parseIndicator(link)).toMatchObject({ ok: true, value: { kind: "url", value: target } });
    expect(extract(`Click <${link}> now`).map(({ kind, value }) => `${kind} ${value}`)).toEqual([`url ${target}`]);
    expect(leftOut(link.replace("https", "hxxps"))).toMatchObject({ parts: [{ what: "rewriter", text: service }] });
  });
});

test("twice rewritten, disguised and defanged", () => {
  const inner = "https://urldefense.com/v3/__https://panel.owl.example/x__;!!a!b$";
  const outer = `hxxps://nam02[.]safelinks[.]protection[.]outlook[.]com/?url=${encodeURIComponent(inner)}&data=anna%40bank.test`;
  expect(parseIndicator(outer)).toMatchObject({ ok: true, value: { value: "https://panel.owl.example/x" } });
});

test("a link of somebody's mail that does not tell where it leads is taken nowhere", () => {
  for (const region of ["eur01.", ""])
    for (const rest of ["?data=05%7Canna%40bank.test", "?url=mailto%3Aanna%40bank.test&data=x", "?url=%ZZ&data=anna%40bank.test"]) {
      const link = `https://${region}safelinks.protection.outlook.com/${rest}`;
      expect(extract(`Click ${link} now`)).toEqual([]);
      expect(parseIndicator(link).ok).toBe(false);
    }
});

test.each([
  "https://www.google.com/search?q=https://owl.example/",
  "https://www.google.com/url?q=related",
  "https://www.youtube.com/watch?v=abc&q=https://owl.example/",
  "https://evil.example/redirect?url=https://owl.example/",
])("a page of its own stays: %s", (link) => expect(parseIndicator(link)).toMatchObject({ ok: true, value: { value: link } }));

test("a file tells of it once for each service", async () => {
  const [[, link] = ["", ""]] = links;
  const read = await reading("a.txt", `See ${link}\nand ${link.replace("login", "other")} there\n`);
  expect(values(read)).toHaveLength(2);
  expect(told(read)).toEqual([
    {
      line: 1,
      why: "links were rewritten by eur01.safelinks.protection.outlook.com (2): where they lead was taken, the addresses of that service were not",
    },
  ]);
});
