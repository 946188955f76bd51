import { Refusal } from "../config/refusal.ts";
import { PortTaken, startWebhookServer, type WebhookDependencies, type WebhookServer } from "../jobs/feeds/webhook/server.ts";

/** Serves webhooks on the port of `LIAISON_HOOKS_PORT`. Rejects with Refusal where another program has it. */
export async function startWebhooks(deps: WebhookDependencies): Promise<WebhookServer> {
  try {
    return await startWebhookServer(deps);
  } catch (fault) {
    if (fault instanceof PortTaken) throw new Refusal(`Port ${deps.port} of LIAISON_HOOKS_PORT is taken by another program.`);
    throw fault;
  }
}
