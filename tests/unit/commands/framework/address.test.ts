import { expect, test } from "vitest";
import { address } from "../../../../commands/framework/address.ts";
import { bot } from "../../../support/stores.ts";

test.each([
  ["/ioc add x", "/", "ioc add x"],
  ["//ioc add x", "/", "ioc add x"],
  ["!ioc add x", "!", "ioc add x"],
  ["  \n/ioc list", "/", "ioc list"],
  ["Liaison: ioc add x", "Liaison: ", "ioc add x"],
  ["liaison, ioc add x", "liaison: ", "ioc add x"],
  ["Liaison ioc add x", "Liaison: ", "ioc add x"],
  ["@Liaison ioc add x", "@Liaison: ", "ioc add x"],
  ["@liaison:liaison.localhost: ioc add x", "@liaison:liaison.localhost: ", "ioc add x"],
  ["@liaison:liaison.localhost ioc add x", "@liaison:liaison.localhost: ", "ioc add x"],
  ["[Liaison](https://matrix.to/#/@liaison:liaison.localhost): ioc add x", "Liaison: ", "ioc add x"],
  ["Liaison: /ioc add x", "Liaison: ", "ioc add x"],
  ["Liaison : ioc add x", "Liaison: ", "ioc add x"],
  ["Liaison\u00a0: !ioc add x", "Liaison: ", "ioc add x"],
  ["[Liaison](https://matrix.to/#/%40liaison%3Aliaison.localhost) ioc add x", "Liaison: ", "ioc add x"],
  ["[Liaison](https://matrix.to/#/@liaison:liaison.localhost?via=liaison.localhost): ioc add x", "Liaison: ", "ioc add x"],
  ["[the bot](<https://matrix.to/#/@liaison:liaison.localhost>) ioc add x", "Liaison: ", "ioc add x"],
  ["<https://matrix.to/#/@liaison:liaison.localhost>: ioc add x", "Liaison: ", "ioc add x"],
  ["[Liaison \\[bot\\]](https://matrix.to/#/@liaison:liaison.localhost): ioc add x", "Liaison: ", "ioc add x"],
  ["matrix:u/liaison:liaison.localhost ioc add x", "Liaison: ", "ioc add x"],
  ["matrix:u/liaison:liaison.localhost: ioc add x", "Liaison: ", "ioc add x"],
  ["[Liaison](matrix:u/liaison:liaison.localhost?action=chat): ioc add x", "Liaison: ", "ioc add x"],
  ["https://matrix.to/#/%40liaison%3Aliaison.localhost?via=a.example ioc add x", "Liaison: ", "ioc add x"],
  ["\u200e/ioc add x", "/", "ioc add x"],
  ["\u200f\u2060//\u200bioc add x", "/", "ioc add x"],
  ["\ufeff!ioc add x", "!", "ioc add x"],
  ["／ioc add x", "/", "ioc add x"],
  ["！ioc add x", "!", "ioc add x"],
  ["\\!ioc add x", "!", "ioc add x"],
  ["! ioc add x", "!", "ioc add x"],
])("%s", (body, prefix, rest) => {
  const found = address(body, bot);
  expect(found?.prefix).toBe(prefix);
  expect(found?.text.slice(found.from)).toBe(rest);
});

test.each([
  "ioc add x",
  "Liaisons: ioc add x",
  "Liaison",
  "/",
  "// note",
  "!",
  "!!",
  "/ ioc",
  "@liaison:elsewhere.example: ioc list",
  "https://matrix.to/#/@liaison:elsewhere.example ioc list",
  "[Liaison](https://matrix.to/#/@anna:liaison.localhost) ioc list",
  "https://matrix.to/#/%E0%A4%A ioc list",
  "\u200b",
  "",
])("%j is talk", (body) => {
  expect(address(body, bot)).toBeUndefined();
});

test("a bot without a display name is called by its id, not by every message", () => {
  const nameless = { ...bot, name: "" };
  expect(address(" : ioc list", nameless)).toBeUndefined();
  expect(address(`${bot.userId}: ioc list`, nameless)?.prefix).toBe(`${bot.userId}: `);
});
