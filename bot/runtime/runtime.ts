import type { UserId } from "#domain/primitives/ids.ts";
import type { BotState } from "../../commands/framework/define.ts";
import type { Storage } from "../../storage/index.ts";
import type { Encryption } from "../encryption/client.ts";
import type { Homeserver } from "../matrix/homeserver.ts";
import type { Log } from "./log.ts";

/** What the parts of the bot work with; each names with `Pick` what it needs of it. */
export interface Runtime {
  readonly homeserver: Homeserver;
  readonly storage: Storage;
  readonly encryption: Encryption;
  readonly log: Log;
  readonly now: () => Date;
  readonly bot: { readonly userId: UserId; readonly name: string };
  readonly botState: () => BotState;
  /** Told of a defect; true if the process must not outlive it, and then it is said by whoever ends it. */
  readonly fatal: (fault: unknown) => boolean;
}
