import { describe, expect, test } from "vitest";
import { contentIn, foundInOutput, noteTyped, searchOutput } from "./support/typed.ts";

describe("all that a test types is looked for in what the bot writes", () => {
  test.each<[string, readonly string[]]>([
    ["/ioc add evil[.]example tag:c2", ["evil.example", "evil[.]example tag:c2"]],
    ["!ioc add 198.51.100.7", ["198.51.100.7"]],
    ['/case open "Night Heron" lead:@a', ["Night Heron", '"Night Heron" lead:@a']],
    ["/ioc set 1 note: seen in the mail", ["seen in the mail", "1 note: seen in the mail"]],
    ["/task add Call the bank\ntomorrow morning", ["Call the bank", "tomorrow morning"]],
    ["arrest at dawn", ["arrest at dawn"]],
    ["/bot status", []],
    ["ok K7Q4", []],
  ])("%j", (text, content) => {
    expect(contentIn(text)).toEqual(content);
  });

  test("and is found there in any form, with the test that typed it", () => {
    let output = "";
    searchOutput("a bot", () => output);
    noteTyped("/ioc add canary-9c1e.example");
    output = '{"event":"handled","command":"ioc add"}\n';
    expect(foundInOutput()).toEqual([]);
    const told = [
      expect.stringMatching(/^"canary-9c1e\.example", typed in ".*with the test that typed it", stands in the output of a bot$/u),
    ];
    for (const form of ["utf8", "hex", "base64"] as const) {
      output = `{"event":"handled","reason":"${Buffer.from("xx canary-9c1e.example").toString(form)}"}\n`;
      expect(foundInOutput()).toEqual(told);
    }
    output = "";
  });
});
