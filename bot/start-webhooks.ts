import { Refusal } from "../config/refusal.ts";
import { type Hooks, type HooksDependencies, PortTaken, startHooks } from "../jobs/feeds/webhook/server.ts";

/** Serves webhooks on the port of `LIAISON_HOOKS_PORT`. Rejects with Refusal where another program has it. */
export async function startWebhooks(deps: HooksDependencies): Promise<Hooks> {
  try {
    return await startHooks(deps);
  } catch (fault) {
    if (fault instanceof PortTaken) throw new Refusal(`Port ${deps.port} of LIAISON_HOOKS_PORT is taken by another program.`);
    throw fault;
  }
}
