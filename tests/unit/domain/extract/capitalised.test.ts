import { describe, expect, test } from "vitest";
import { capitalisedHosts } from "#domain/extract/capitalised.ts";
import { reading, told, values } from "../import/reading.ts";

const found = (text: string): readonly string[] => [...capitalisedHosts(text)].map(({ word }) => word);

describe("words with capitals and dots", () => {
  test.each<[string, readonly string[]]>([
    ["We saw Evil.Example, and Mail.Night-Owl.Test.", ["Evil.Example", "Mail.Night-Owl.Test"]],
    ["(Cert.Pl)", ["Cert.Pl"]],
    // sentences without a blank between them
    ["It came to an end.Start again, say.It so.Ru", []],
    ["This is all.Nothing.More", []],
    // names in source text, of files and of what scanners find
    ["Task.Run(x) $Night.Owl.Name @Some.Name Readme.Md Script.Py Win32.Trojan.Agent", []],
    // parts of something else
    ["https://x/Evil.Example C:\\Evil.Example a@Evil.Example Evil.Example/a xEvil.Example Evil.Example.com", []],
  ])("%s", (text, wanted) => expect(found(text)).toEqual(wanted));
});

test("are named in a text where nothing else takes them, each once with its line", async () => {
  const read = await reading("a.txt", "We saw Evil.Example today.\nAnd again Evil.Example, at https://Owl.Example/a.\n- Bad.Example\n");
  expect(values(read)).toEqual(["2 url https://owl.example/a", "3 domain bad.example"]);
  expect(told(read)).toEqual([
    { line: 1, why: "Evil.Example may be a host or two words of a text, and was not taken: if it is one, add it with type:domain" },
  ]);
});
