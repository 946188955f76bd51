import { join } from "node:path";
import { generationDevice } from "../../encryption/store/generation-copy.ts";
import { writeTokenFile } from "../../matrix/token-file.ts";
import type { OperatorCommand } from "./define.ts";
import { logIn } from "./log-in.ts";
import { realAccount } from "./real-account.ts";

/** Logs the bot's account in, as the same device if there was one: its encryption store goes on. */
export const login: OperatorCommand = {
  name: "login",
  usage: "[@liaison:agency.example]",
  summary: "Log the bot's account in and write LIAISON_TOKEN_FILE; the password comes from the terminal or from standard input.",
  most: 1,
  options: {},
  async run({ settings, words, prompt, say }) {
    const { homeserver, tokenFile, user, deviceId: known } = await realAccount({ settings, words });
    const deviceId = known ?? generationDevice(join(settings.data, "crypto-generation"));
    const password = await prompt.secret(`Password of ${user}`);
    const loggedIn = await logIn(homeserver, { user, password, ...(deviceId !== undefined && { deviceId }) });
    writeTokenFile(tokenFile, loggedIn);
    say(`Logged in as ${user}, device ${loggedIn.deviceId}. The token is in ${tokenFile}.`);
    return 0;
  },
};
