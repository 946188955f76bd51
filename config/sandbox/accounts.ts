import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { readPrivateJson, writePrivateJson } from "../files/private-file.ts";
import { callHomeserver, text } from "./matrix-api.ts";

/** The bot and the officers of the sandbox, by local name. */
export const cast = {
  liaison: undefined,
  clara: { country: "EU", role: "coordinator" },
  anna: { country: "NL", role: "officer" },
  bruno: { country: "FR", role: "officer" },
} as const;
type Name = keyof typeof cast;

/** What the data folder keeps about the sandbox (`sandbox-account.json`); no Matrix id of a person stands in it. */
export interface Account {
  readonly passwords: Readonly<Record<Name, string>>;
  readonly deviceId: string;
  /** Empty until the bot has logged in. */
  readonly accessToken: string;
  /** Empty until the room is there. */
  readonly coordinationRoom: string;
}

const file = (data: string) => join(data, "sandbox-account.json");
const fields = {
  liaison: "string",
  clara: "string",
  anna: "string",
  bruno: "string",
  deviceId: "string",
  accessToken: "string",
  coordinationRoom: "string",
} as const;

/** A set-up was begun in this data folder, so it belongs to one certain homeserver. */
export const hasAccount = (data: string): boolean => existsSync(file(data));

function load(data: string): Account {
  const found = readPrivateJson(file(data), fields);
  if (found) {
    const { deviceId, accessToken, coordinationRoom, ...passwords } = found;
    return { passwords, deviceId, accessToken, coordinationRoom };
  }
  const secret = () => randomBytes(18).toString("base64url");
  const passwords = { liaison: secret(), clara: secret(), anna: secret(), bruno: secret() };
  return { passwords, deviceId: `LIAISON${randomBytes(4).toString("hex").toUpperCase()}`, accessToken: "", coordinationRoom: "" };
}

/** Saved before each step that cannot be taken back, so that an interrupted set-up goes on where it was. */
function save(data: string, { passwords, ...rest }: Account): void {
  writePrivateJson(file(data), { ...passwords, ...rest });
}

/** Registers everybody, logs the bot in once for ever, has clara open the coordination room; all of it only as far as not done yet. */
export async function sandboxAccount(data: string, url: string, serverName: string): Promise<Account> {
  let account = load(data);
  if (account.coordinationRoom !== "") return account;
  save(data, account);
  for (const [username, password] of Object.entries(account.passwords)) {
    const body = { username, password, inhibit_login: true, auth: { type: "m.login.dummy" } };
    await callHomeserver(url, "POST", "/register", { body, accept: "M_USER_IN_USE" });
  }
  if (account.accessToken === "") {
    // the same device id at every try: a login whose answer was lost leaves no second device
    account = { ...account, accessToken: await login(url, "liaison", account.passwords.liaison, account.deviceId) };
    save(data, account);
  }
  account = { ...account, coordinationRoom: await coordinationRoom(url, serverName, account.passwords.clara) };
  save(data, account);
  return account;
}

async function login(url: string, user: string, password: string, deviceId: string): Promise<string> {
  const body = {
    type: "m.login.password",
    identifier: { type: "m.id.user", user },
    password,
    device_id: deviceId,
    initial_device_display_name: "Liaison",
  };
  return text(await callHomeserver(url, "POST", "/login", { body }), "access_token");
}

/** clara's device for this ends here: without its signature it would be an unsigned device of an officer. After a crash the same one comes back and ends. */
async function coordinationRoom(url: string, serverName: string, password: string): Promise<string> {
  const token = await login(url, "clara", password, "SETUP");
  const joined = (await callHomeserver(url, "GET", "/joined_rooms", { token })).joined_rooms;
  const before: unknown = Array.isArray(joined) ? joined[0] : undefined;
  const room =
    typeof before === "string"
      ? before
      : text(await callHomeserver(url, "POST", "/createRoom", { body: roomOf(serverName), token }), "room_id");
  await callHomeserver(url, "POST", "/logout", { body: {}, token });
  return room;
}

const state = (type: string, content: object) => ({ type, state_key: "", content });
const roomOf = (serverName: string) => ({
  preset: "private_chat",
  visibility: "private",
  room_version: "12",
  name: "Coordination",
  invite: [`@liaison:${serverName}`],
  initial_state: [
    state("m.room.encryption", { algorithm: "m.megolm.v1.aes-sha2" }),
    state("m.room.history_visibility", { history_visibility: "joined" }),
    state("m.room.guest_access", { guest_access: "forbidden" }),
    state("m.room.join_rules", { join_rule: "invite" }),
  ],
});
