import { describe, expect, test } from "vitest";
import { roomId } from "#domain/primitives/ids.ts";
import { openLastFiles } from "../../../../../../bot/terminal/session/files/last.ts";

const [here, there] = [roomId("!here"), roomId("!there")];
const commands = [{ name: "ioc import", attachment: "file" } as const, { name: "ioc add" }];
const file = (name: string) => ({ name, event: Promise.resolve(`$${name}`) });

describe("a command that works on a file and is typed alone", () => {
  test("means the last one that was sent from here into its room", () => {
    const files = openLastFiles(commands);
    expect(files.meantBy("/ioc import", here)).toBeUndefined();
    for (const name of ["a", "b"]) files.sent(here, file(name));
    for (const text of ["/ioc import", "//ioc  import", "!IOC import tlp:green"]) expect(files.meantBy(text, here)?.name).toBe("b");
    expect(files.meantBy("/ioc import", there)).toBeUndefined();
  });
  test.each(["/ioc add import", "/ioc imports", "ioc import", "/ioc", "hello"])("%j is none", (text) => {
    const files = openLastFiles(commands);
    files.sent(here, file("a"));
    expect(files.meantBy(text, here)).toBeUndefined();
  });
});
