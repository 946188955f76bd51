import { describe, expect, test } from "vitest";
import { setting } from "../../../../config/settings/declare.ts";
import { namesOf, passwordWarnings, readSettings } from "../../../../config/settings/read.ts";
import { onOff, path, port, seconds, url } from "../../../../config/settings/readers.ts";
import { settingsReference } from "../../../../config/settings/reference.ts";

// A made-up table: whatever stands in one entry is read, typed, refused and documented.
const table = {
  DATA: setting({ reader: path, fallback: "/srv", help: "Folder." }),
  LAMP_PORT: setting({ reader: port, help: "Port of the lamp." }),
  LAMP_WAIT: setting({ reader: seconds(60), key: "lampWaitMs", fallback: "2", help: "Seconds | minutes." }),
  LAMP_URL: setting({ reader: url(["lamp:"]), fromFile: true, help: "Where the lamp is." }),
  LAMP_KEY: setting({ reader: path, inData: "lamp.key", help: "Key of the lamp." }),
  NIGHTS: setting({ reader: onOff, absent: false, help: "Nights too." }),
};
const read = (env: Record<string, string>) => {
  const loaded = readSettings(table, env);
  if (!loaded.ok) throw new Error(loaded.faults.join(" "));
  return loaded.values;
};

describe("a made-up setting", () => {
  test("is read under its name in camel case, or under its own key, with what holds without it", () => {
    expect(read({})).toEqual({ data: "/srv", lampWaitMs: 2_000, lampKey: "/srv/lamp.key", nights: false });
    expect(
      read({
        LIAISON_LAMP_PORT: "80",
        LIAISON_LAMP_WAIT: "0.5",
        LIAISON_LAMP_URL: "lamp://a",
        LIAISON_LAMP_KEY: "/k",
        LIAISON_DATA: "/d",
        LIAISON_NIGHTS: "on",
      }),
    ).toEqual({ data: "/d", lampPort: 80, lampWaitMs: 500, lampUrl: "lamp://a", lampKey: "/k", nights: true });
  });

  test("has the type of its reader, and may be missing only where nothing holds without it", () => {
    const { lampPort, lampWaitMs, lampKey, nights } = read({});
    const sure: readonly [number, string, boolean] = [lampWaitMs, lampKey, nights];
    // @ts-expect-error nobody has to name a port
    const port: number = lampPort;
    // @ts-expect-error it has a key of its own
    const unnamed = read({}).lampWait;
    expect([...sure, port, unnamed]).toEqual([2_000, "/srv/lamp.key", false, undefined, undefined]);
  });

  test("is refused when it is wrong, all faults at once, without its value", () => {
    expect(readSettings(table, { LIAISON_LAMP_PORT: "s3cret", LIAISON_NIGHTS: "s3cret" })).toEqual({
      ok: false,
      faults: ["LIAISON_LAMP_PORT must be a port from 1 to 65535.", "LIAISON_NIGHTS must be on or off."],
    });
    expect(readSettings(table, { LIAISON_LAMP_URL: "lamp://a", LIAISON_LAMP_URL_FILE: "/f" })).toMatchObject({
      faults: ["LIAISON_LAMP_URL and LIAISON_LAMP_URL_FILE are both set: leave one out."],
    });
  });

  test("is known by name, with the file that may hold it, and a password in the environment is warned of", () => {
    expect(namesOf(table)).toContain("LIAISON_LAMP_URL_FILE");
    expect(namesOf(table)).not.toContain("LIAISON_LAMP_PORT_FILE");
    expect(passwordWarnings(table, { LIAISON_LAMP_URL: "lamp://u:s3cret@a" })).toEqual([
      "LIAISON_LAMP_URL holds a password in the environment; LIAISON_LAMP_URL_FILE keeps it in a file.",
    ]);
  });

  test("stands in the reference", () => {
    const reference = settingsReference(table);
    expect(reference).toContain("| `LIAISON_LAMP_WAIT` | a number of seconds from 0 to 60 | `2` | Seconds \\| minutes. |");
    expect(reference).toContain(
      "| `LIAISON_LAMP_URL`, `LIAISON_LAMP_URL_FILE` | an address that begins with lamp:// |  | Where the lamp is. |",
    );
  });
});
