import { join } from "node:path";
import { readPrivateJson, writePrivateJson } from "./files/private-file.ts";
import { loopbackPort } from "./process/port.ts";
import type { Settings } from "./settings/settings.ts";

/** Where webhooks arrive. */
export interface WebhookAddress {
  /** Port on 127.0.0.1 that this process serves; absent: it serves none. */
  readonly port?: number;
  /** As senders reach it, without a slash at the end; absent: nobody does. */
  readonly url?: string;
}

/** A sandbox always has one, the same at every start as long as nobody else takes the port. Call with the data folder locked. */
export async function webhookAddress(
  settings: Pick<Settings, "sandbox" | "role" | "data" | "hooksPort" | "hooksUrl">,
): Promise<WebhookAddress> {
  const { sandbox, role, data, hooksPort, hooksUrl } = settings;
  const port = hooksPort ?? (sandbox ? await keptPort(join(data, "hooks.json")) : undefined);
  const url = hooksUrl ?? (port === undefined ? undefined : `http://127.0.0.1:${port}`);
  // a bot of its own leaves the port to the process for sources
  const serves = sandbox || role === "all" || role === "sources";
  return { ...(serves && port !== undefined && { port }), ...(url !== undefined && { url }) };
}

async function keptPort(file: string): Promise<number> {
  const known = readPrivateJson(file, { port: "number" })?.port;
  const port = await loopbackPort(known);
  if (port !== known) writePrivateJson(file, { port });
  return port;
}
