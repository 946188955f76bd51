import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, expect, test } from "vitest";
import { readTokenFile, refuseUnwritable, writeTokenFile } from "../../../../bot/matrix/token-file.ts";
import { user } from "../../../support/stores.ts";

const folder = mkdtempSync(join(tmpdir(), "liaison-token-"));
const path = join(folder, "token");
const put = (text: string): void => writeFileSync(path, text, { mode: 0o600 });
afterEach(() => {
  delete process.env.CREDENTIALS_DIRECTORY;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const whole = {
  accessToken: "syt_a",
  refreshToken: "syr_b",
  userId: user("@liaison:agency.example"),
  deviceId: "DEVICE",
  expiresAt: new Date("2027-01-02T03:04:05.678Z"),
};

test("the access token alone, or JSON with what is known", () => {
  put("syt_a\n");
  expect(readTokenFile(path)).toEqual({ accessToken: "syt_a" });
  put('{"access_token":"syt_a","device_id":"DEVICE","other":1}');
  expect(readTokenFile(path)).toEqual({ accessToken: "syt_a", deviceId: "DEVICE" });
  put('{"access_token":"syt_a","expires_at":1798859045678}');
  expect(readTokenFile(path)).toEqual({ accessToken: "syt_a", expiresAt: whole.expiresAt });
});

test.each(['{"access_token":', '{"refresh_token":"syr_b"}', '{"access_token":""}'])("%s is refused, unquoted", (text) => {
  put(text);
  expect(() => readTokenFile(path)).toThrow(/must hold the access token alone, or JSON such as/u);
  expect(() => readTokenFile(path)).not.toThrow(/syr_b/u);
});

test("what was written is read, by nobody else, and no draft stays", () => {
  put("syt_before");
  writeTokenFile(path, whole);
  expect(readTokenFile(path)).toEqual(whole);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(["token"]);
});

test("a link to the file stays a link", () => {
  const link = join(folder, "link");
  put("syt_before");
  symlinkSync(path, link);
  writeTokenFile(link, whole);
  expect(JSON.parse(readFileSync(path, "utf8"))).toMatchObject({ access_token: "syt_a" });
  rmSync(link);
});

test("a systemd credential, and a folder that is not there, take no new token", () => {
  expect(() => refuseUnwritable(path)).not.toThrow();
  expect(() => refuseUnwritable(join(folder, "none", "token"))).toThrow(/must lie in a folder where this user may write/u);
  process.env.CREDENTIALS_DIRECTORY = folder;
  expect(() => refuseUnwritable(path)).toThrow(/systemd credential and holds a refresh token/u);
});
