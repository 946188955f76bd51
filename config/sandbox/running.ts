import { join } from "node:path";
import { readPrivateJson } from "../files/private-file.ts";

/** The sandbox that runs in a data folder, as its files tell: where its homeserver is, and the bot's login. */
export interface RunningSandbox {
  readonly homeserver: string;
  readonly accessToken: string;
  readonly deviceId: string;
}

/** Undefined while no sandbox is ready there. Throws Refusal for a damaged file. */
export function runningSandbox(data: string): RunningSandbox | undefined {
  const announced = readPrivateJson(join(data, "sandbox.json"), { homeserver: "string" });
  const account = readPrivateJson(join(data, "sandbox-account.json"), { accessToken: "string", deviceId: "string" });
  return announced && account && { homeserver: announced.homeserver, accessToken: account.accessToken, deviceId: account.deviceId };
}
