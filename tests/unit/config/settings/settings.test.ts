import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { loadSettings } from "../../../../config/settings/settings.ts";
import { settingTable } from "../../../../config/settings/table.ts";

const folder = mkdtempSync(join(tmpdir(), "liaison-settings-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function faults(env: Record<string, string>): readonly string[] {
  const loaded = loadSettings(env);
  return loaded.ok ? [] : loaded.faults;
}
function settings(env: Record<string, string>) {
  const loaded = loadSettings(env);
  if (!loaded.ok) throw new Error(loaded.faults.join(" "));
  return loaded.settings;
}

test("without any setting it is a sandbox with everything in data/", () => {
  expect(settings({ HOME: "/home/x" })).toEqual({
    data: resolve("data"),
    masterKeyFile: resolve("data/master.key"),
    role: "all",
    standby: false,
    coordinators: [],
    story: true,
    deviceTrust: "owner-signed",
    graceMs: 10_000,
    commandsPerMinute: 60,
    echoMs: 60_000,
    networks: [],
    heapMb: 512,
    logLevel: "info",
    sandbox: true,
    warnings: [],
  });
});

test("the heap is within bounds, since Node is started with it", () => {
  expect(settings({ LIAISON_HEAP: "256" }).heapMb).toBe(256);
  for (const wrong of ["255", "70000", "1e3", "512MB"])
    expect(faults({ LIAISON_HEAP: wrong })).toEqual(["LIAISON_HEAP must be a number of megabytes from 256 to 65536."]);
});

test("everything set", () => {
  expect(
    settings({
      LIAISON_HOMESERVER: "https://matrix.example.org/",
      LIAISON_TOKEN_FILE: "/run/token",
      LIAISON_MASTER_KEY_FILE: "key",
      LIAISON_DATABASE_URL: "postgresql://liaison@db.example/liaison",
      LIAISON_DATA: "/srv/liaison",
      LIAISON_ROLE: "worker",
      LIAISON_STANDBY: "on",
      LIAISON_COORDINATORS: "@a:server, @b:server",
      LIAISON_STORY: "off",
      LIAISON_DEVICE_TRUST: "verified",
      LIAISON_GRACE: "0.5",
      LIAISON_LOG_LEVEL: "warn",
    }),
  ).toMatchObject({
    homeserver: "https://matrix.example.org",
    tokenFile: "/run/token",
    masterKeyFile: resolve("key"),
    databaseUrl: "postgresql://liaison@db.example/liaison",
    data: "/srv/liaison",
    role: "worker",
    standby: true,
    coordinators: ["@a:server", "@b:server"],
    story: false,
    deviceTrust: "verified",
    graceMs: 500,
    logLevel: "warn",
    sandbox: false,
  });
});

test("an unknown setting is refused with the nearest name", () => {
  expect(faults({ LIAISON_HOMESEVER: "x" })).toEqual(["LIAISON_HOMESEVER is not a setting; the nearest is LIAISON_HOMESERVER."]);
  expect(faults({ LIAISON_REDIS_URL_FIL: "x" })).toEqual([
    "LIAISON_REDIS_URL_FIL is not a setting; the nearest is LIAISON_REDIS_URL_FILE.",
  ]);
  expect(faults({ LIAISON_grace: "1" })).toHaveLength(1);
});

test.each(["LIAISON_METRICS_PORT"])("%s is for a later version, and no typing error", (name) => {
  expect(faults({ [name]: "9090" })).toEqual([`${name} is not a setting of this version.`]);
});

test("a process for sources needs the port where webhooks arrive, and keys of its own", () => {
  const bare = { LIAISON_ROLE: "sources", LIAISON_DATABASE_URL: "postgresql://db.example/liaison" };
  const sources = { ...bare, LIAISON_RECEIVER_KEY_FILE: "receiver-keys" };
  expect(faults({ ...bare, LIAISON_HOOKS_PORT: "8090" })).toEqual([
    "LIAISON_ROLE=sources needs LIAISON_RECEIVER_KEY_FILE: make that file with npm run liaison -- receiver key FILE.",
  ]);
  expect(faults(sources)).toEqual(["LIAISON_ROLE=sources needs LIAISON_HOOKS_PORT, the port where webhooks arrive."]);
  expect(settings({ ...sources, LIAISON_HOOKS_PORT: "8090", LIAISON_HOOKS_URL: "https://hooks.example.org/liaison/" })).toMatchObject({
    role: "sources",
    hooksPort: 8090,
    hooksUrl: "https://hooks.example.org/liaison",
    sandbox: false,
  });
  for (const port of ["0", "65536", "x", "08", "-1"])
    expect(faults({ LIAISON_HOOKS_PORT: port })).toEqual(["LIAISON_HOOKS_PORT must be a port from 1 to 65535."]);
});

test("all faults come at once, and none quotes a value", () => {
  const found = faults({
    LIAISON_GRACE: "s3cret",
    LIAISON_ROLE: "s3cret",
    LIAISON_COORDINATORS: "s3cret",
    LIAISON_OTHER: "s3cret",
    LIAISON_STORY: "s3cret",
  });
  expect(found).toHaveLength(5);
  expect(found).toContain("LIAISON_ROLE must be all, bot, worker or sources.");
  expect(found).toContain("LIAISON_GRACE must be a number of seconds from 0 to 86400.");
  expect(found.join()).not.toContain("s3cret");
});

test.each([
  ["LIAISON_TOKEN", "LIAISON_TOKEN_FILE"],
  ["LIAISON_ACCESS_TOKEN", "LIAISON_TOKEN_FILE"],
  ["LIAISON_MASTER_KEY", "LIAISON_MASTER_KEY_FILE"],
])("%s in the environment is refused, saying where to put it", (name, place) => {
  const [sentence = ""] = faults({ [name]: "s3cret" });
  expect(sentence).toMatch(new RegExp(`^${name} must not stand in the environment: .*${place}`, "u"));
  expect(sentence).not.toContain("s3cret");
});

describe("settings that clash", () => {
  test.each([
    ["a token without a homeserver", { LIAISON_TOKEN_FILE: "/run/token" }, /^LIAISON_TOKEN_FILE is set without LIAISON_HOMESERVER/u],
    ["a homeserver without a token", { LIAISON_HOMESERVER: "https://m.example.org" }, /^LIAISON_HOMESERVER needs LIAISON_TOKEN_FILE/u],
    ["a sandbox in production", { NODE_ENV: "production" }, /^LIAISON_HOMESERVER is not set, and with NODE_ENV=production/u],
    ["a part alone on the embedded database", { LIAISON_ROLE: "worker" }, /^LIAISON_ROLE other than all needs LIAISON_DATABASE_URL/u],
  ])("%s", (_what, env, sentence) => {
    expect(faults(env)).toEqual([expect.stringMatching(sentence)]);
  });
});

test("a homeserver's address must be one", () => {
  for (const address of ["matrix.example.org", "ftp://m.example.org", "https://u:p@m.example.org", "https://m.example.org/?a"]) {
    expect(faults({ LIAISON_HOMESERVER: address, LIAISON_TOKEN_FILE: "/t" })).toEqual([
      "LIAISON_HOMESERVER must be an address that begins with https:// or http://.",
    ]);
  }
});

describe("a database address in a file", () => {
  const file = join(folder, "url");
  test("is read", () => {
    writeFileSync(file, "postgresql://u:p@db.example/x\n", { mode: 0o600 });
    expect(settings({ LIAISON_DATABASE_URL_FILE: file })).toMatchObject({ databaseUrl: "postgresql://u:p@db.example/x", warnings: [] });
  });
  test("beside one in the environment is refused", () => {
    expect(faults({ LIAISON_DATABASE_URL_FILE: file, LIAISON_DATABASE_URL: "postgresql://x" })).toEqual([
      expect.stringContaining("both set"),
    ]);
  });
  test("that is missing is refused", () => {
    expect(faults({ LIAISON_DATABASE_URL_FILE: join(folder, "none") })).toEqual([expect.stringContaining("does not exist")]);
  });
  test("that others can read is refused", () => {
    const open = join(folder, "open");
    writeFileSync(open, "postgresql://x");
    // whatever the umask is
    chmodSync(open, 0o644);
    expect(faults({ LIAISON_DATABASE_URL_FILE: open })).toEqual([expect.stringContaining(`chmod 600 ${open}`)]);
  });
});

test("a password in the environment is accepted with a warning that does not quote it", () => {
  const { databaseUrl, warnings } = settings({ LIAISON_DATABASE_URL: "postgresql://u:s3cret@db.example/x" });
  expect(databaseUrl).toContain("s3cret");
  expect(warnings).toEqual([expect.stringContaining("LIAISON_DATABASE_URL_FILE")]);
  expect(warnings.join()).not.toContain("s3cret");
});

test("every default in the table is one that its reader takes", () => {
  for (const [name, one] of Object.entries(settingTable)) {
    if ("fallback" in one) expect(one.reader.read(one.fallback, new Date()), name).toMatchObject({ ok: true });
  }
});
