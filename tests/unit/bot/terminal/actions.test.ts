import { describe, expect, test } from "vitest";
import { actions, readInput } from "../../../../bot/terminal/actions.ts";

describe("what is typed", () => {
  test.each([
    ["hello there", { do: "say", text: "hello there" }],
    ["/ioc add 1.2.3.4\n5.6.7.8", { do: "say", text: "/ioc add 1.2.3.4\n5.6.7.8" }],
    ["::-)", { do: "say", text: ":-)" }],
    ["  ", { do: "nothing" }],
    [":help", { do: "help" }],
    [":ROOMS", { do: "rooms" }],
    [":room", { do: "rooms" }],
    [":members", { do: "members" }],
    [":quit", { do: "quit" }],
    [":2", { do: "room", room: "2" }],
    [":blue heron", { do: "room", room: "blue heron" }],
    [":room blue heron ", { do: "room", room: "blue heron" }],
    [":more", { do: "more", most: 20 }],
    [":more 5", { do: "more", most: 5 }],
    [":send /tmp/a b.csv", { do: "send", path: "/tmp/a b.csv" }],
    [":send list.csv /ioc import tlp:green", { do: "send", path: "list.csv", caption: "/ioc import tlp:green" }],
    [":send /tmp/a b.csv //ioc import\ntwo", { do: "send", path: "/tmp/a b.csv", caption: "//ioc import\ntwo" }],
    [":send ~/x !important.csv", { do: "send", path: "~/x !important.csv" }],
    [":send a /tmp/b.csv", { do: "send", path: "a /tmp/b.csv" }],
    [':send "a /b.csv" for the record', { do: "send", path: "a /b.csv", caption: "for the record" }],
    [':send "a b.csv"', { do: "send", path: "a b.csv" }],
    [":save 12 got.csv", { do: "save", message: 12, path: "got.csv" }],
    [":thread 7", { do: "thread", message: 7 }],
    [":thread 7 two words", { do: "thread", message: 7, text: "two words" }],
    [":thread", { do: "thread" }],
  ])("%j", (line, read) => {
    expect(readInput(line)).toEqual(read);
  });
  test.each([
    [":send", ":send PATH [TEXT]"],
    [":save 12", ":save N PATH"],
    [":save got.csv", ":save N PATH"],
    [":thread x", ":thread [N [TEXT]]"],
    [":more all", ":more [N]"],
  ])("%j is answered with its usage", (line, usage) => {
    expect(readInput(line)).toEqual({ do: "wrong", sentence: `Write it so: ${usage}` });
  });
  test("everything that the help names is understood", () => {
    for (const { name } of actions) {
      const read = readInput(`:${name}`);
      if (name !== "room") expect([read.do === "wrong" ? "usage" : read.do], name).not.toContain("room");
    }
  });
});
