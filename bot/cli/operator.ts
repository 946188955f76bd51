import process from "node:process";
import { parseArgs } from "node:util";
import { applyNetwork } from "../../config/network.ts";
import { loadSettings } from "../../config/settings/settings.ts";
import { exitOf } from "../exit.ts";
import { openLog } from "../runtime/log.ts";
import { WrongUsage } from "./operator/define.ts";
import { operatorCommands } from "./operator/index.ts";
import { openPrompt } from "./operator/prompt.ts";
import { findCommand, noSuchCommand, usageListing, usageOf } from "./operator/usage.ts";

// The operator's commands: node bot/cli/operator.ts COMMAND …; by hand `npm run liaison -- …`.

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const complain = (line: string): void => void process.stderr.write(`${line}\n`);

async function operate(args: readonly string[]): Promise<number> {
  const listing = usageListing(operatorCommands);
  if (args.length === 0) {
    complain(listing);
    return 2;
  }
  const found = findCommand(operatorCommands, args);
  if (args.some((word) => word === "--help" || word === "-h") || args[0] === "help") {
    say(found === undefined ? listing : `Usage: ${usageOf(found.command)}\n${found.command.summary}`);
    return 0;
  }
  if (found === undefined) throw new WrongUsage(noSuchCommand(operatorCommands, args));
  const { command, rest } = found;
  const { words, options } = read(rest, command);
  const loaded = loadSettings(process.env);
  if (!loaded.ok) {
    for (const fault of loaded.faults) complain(fault);
    return 1;
  }
  applyNetwork(loaded.settings);
  return await command.run({ settings: loaded.settings, words, options, prompt: openPrompt(process.stdin, process.stderr), say });
}

function read(args: readonly string[], command: (typeof operatorCommands)[number]) {
  const usage = new WrongUsage(`Usage: ${usageOf(command)}`);
  try {
    const { values, positionals } = parseArgs({ args: [...args], options: command.options, allowPositionals: true, strict: true });
    if (positionals.length > command.most) throw usage;
    return { words: positionals, options: values };
  } catch {
    throw usage;
  }
}

let code = 0;
try {
  code = await operate(process.argv.slice(2));
} catch (fault) {
  code = fault instanceof WrongUsage ? 2 : 1;
  const exit = exitOf(fault);
  if (!(fault instanceof WrongUsage) && exit.defect) openLog("error").fault("operator", fault);
  complain(fault instanceof WrongUsage ? fault.message : exit.sentence);
}
process.exit(code);
