import { Refusal } from "../../../config/refusal.ts";
import { type Finding, fail, lineOf } from "./checks/finding.ts";
import { checkHomeserver } from "./checks/homeserver.ts";
import { checkMachine } from "./checks/machine.ts";
import { checkServers } from "./checks/servers.ts";
import type { OperatorCommand } from "./define.ts";

/** Looks at everything that Liaison stands on and changes nothing, also while the bot runs. */
export const doctor: OperatorCommand = {
  name: "doctor",
  usage: "",
  summary: "Look at Node, data folder, master key, disk, database, Redis, homeserver, token, clock and rate limits; says what to do.",
  most: 0,
  options: {},
  async run({ settings, say }) {
    const parts = [async () => checkMachine(settings), () => checkServers(settings), () => checkHomeserver(settings)];
    let good = true;
    for (const part of parts) {
      for (const finding of await part().catch(refused)) {
        say(lineOf(finding));
        good &&= finding.level !== "FAIL";
      }
    }
    return good ? 0 : 1;
  },
};

function refused(fault: unknown): readonly Finding[] {
  if (fault instanceof Refusal) return [fail("settings", fault.message)];
  throw fault;
}
