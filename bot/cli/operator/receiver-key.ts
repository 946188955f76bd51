import { resolve } from "node:path";
import { readMasterKey } from "../../../config/files/master-key.ts";
import { runningPostgres } from "../../../config/postgres/home.ts";
import { Refusal } from "../../../config/refusal.ts";
import { receiverKeysOf } from "../../../storage/sealing/receiver-keys.ts";
import { writeReceiverKeys } from "../../receiver-keys.ts";
import { type OperatorCommand, WrongUsage } from "./define.ts";

/** Gives a process of the role `sources` the two keys that it needs, so that the master key stays away from it. */
export const receiverKey: OperatorCommand = {
  name: "receiver key",
  usage: "FILE",
  summary:
    "Write the keys of a process with LIAISON_ROLE=sources into a file (mode 0600): with them alerts can be laid down, and no record read.",
  most: 1,
  options: {},
  async run({ settings, words, say }) {
    const [file] = words;
    if (file === undefined) throw new WrongUsage("Usage: npm run liaison -- receiver key FILE");
    const url = settings.databaseUrl ?? runningPostgres(settings.data);
    if (url === undefined) throw new Refusal("The embedded database does not run, since Liaison does not: start it first.");
    writeReceiverKeys(resolve(file), await receiverKeysOf(url, readMasterKey(settings.masterKeyFile)));
    say(`The keys of receivers are in ${resolve(file)}: name it in LIAISON_RECEIVER_KEY_FILE where LIAISON_ROLE=sources runs.`);
    return 0;
  },
};
