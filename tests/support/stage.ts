import { rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { register } from "./accounts.ts";
import { type BotProcess, startBot } from "./bot-process.ts";
import { type Officer, openOfficer } from "./officer.ts";
import { type RecordingProxy, startProxy } from "./proxy.ts";
import { temporaryFolder, testHomeserver } from "./test-servers.ts";

/** A case as its officers know it. */
export interface CaseRoom {
  readonly ref: string;
  readonly room: string;
}

/** A coordinator in the coordination room, and what can be done from there. */
export interface Scene {
  readonly bot: string;
  readonly homeserver: string;
  readonly clara: Officer;
  readonly coordination: string;
  /** Registers a person, starts their client and puts them on the roster. */
  officer(name: string, country: string): Promise<Officer>;
  /** Opens a case, adds the members, and waits until all are in and the lead has read the first words. */
  openCase(title: string, lead: Officer, members?: readonly Officer[]): Promise<CaseRoom>;
  /** Stops every client that was started here. */
  stop(): Promise<void>;
}

/** Sets the scene for a bot that runs: `clara` must be one of its coordinators. */
export async function setScene(homeserver: string, bot: string, clara: Officer): Promise<Scene> {
  const clients: Officer[] = [clara];
  const coordination = await clara.createEncryptedRoom([bot], "Coordination");
  await clara.expectMember(coordination, bot, 300_000);
  return {
    bot,
    homeserver,
    clara,
    coordination,
    async officer(name, country) {
      const officer = await openOfficer(await register(homeserver, name));
      clients.push(officer);
      const answer = await clara.say(coordination, `/officer add ${officer.userId} country:${country}`);
      if (!answer.body.includes(name)) throw new Error(`the roster did not take ${name}: ${answer.body}`);
      return officer;
    },
    async openCase(title, lead, members = []) {
      const answer = await clara.say(coordination, `/case open "${title}" lead:${lead.userId}`);
      const ref = /C-\d{4}-\d{4}/u.exec(answer.body)?.[0];
      if (ref === undefined) throw new Error(`no case was opened: ${answer.body}`);
      const room = await lead.expectRoom(ref);
      await lead.expectMessage(room, (message) => message.sender === bot, `first words in ${ref}`);
      for (const member of members) {
        await lead.say(room, `/case add ${member.userId}`);
        await member.expectRoom(ref);
        await lead.expectMember(room, member.userId);
      }
      return { ref, room };
    },
    async stop() {
      await Promise.all(clients.map((client) => client.stop()));
    },
  };
}

/** A scene whose bot serves a homeserver of its own, as in operation: behind a proxy, by an access token from a file. */
export interface Stage extends Scene {
  readonly proxy: RecordingProxy;
  readonly data: string;
  /** What its bots are started with, `LIAISON_` left out. */
  readonly settings: Readonly<Record<string, string>>;
  /** What all bots of this stage have written. */
  output(): string;
  /** The bot that runs now; another one after `restart`. */
  process(): BotProcess;
  restart(): Promise<void>;
}

/** Starts homeserver, proxy, bot and the coordinator's client. Settings go to the bot; "direct" leads it past the proxy. */
export async function startStage(
  settings: Readonly<Record<string, string>> = {},
  way: "through the proxy" | "direct" = "through the proxy",
): Promise<Stage> {
  const homeserver = await testHomeserver();
  const proxy = await startProxy(homeserver.url);
  const login = await register(homeserver.url, "liaison");
  const clara = await openOfficer(await register(homeserver.url, "clara"));
  const tokenFile = join(temporaryFolder("token"), "token.json");
  writeFileSync(tokenFile, JSON.stringify({ access_token: login.accessToken, device_id: login.deviceId }), { mode: 0o600 });
  const all = {
    HOMESERVER: way === "direct" ? homeserver.url : proxy.url,
    TOKEN_FILE: tokenFile,
    COORDINATORS: clara.userId,
    GRACE: "1",
    ...settings,
  };
  let bot = startBot({ settings: all });
  const outputs = [bot.output];
  const scene = await Promise.race([
    setScene(homeserver.url, login.userId, clara),
    bot.ended.then(() => Promise.reject(new Error(`the bot has ended:\n${bot.output()}`))),
  ]);
  return {
    ...scene,
    proxy,
    data: bot.data,
    settings: all,
    output: () => outputs.map((output) => output()).join(""),
    process: () => bot,
    async restart() {
      await bot.term();
      bot = startBot({ data: bot.data, settings: all });
      outputs.push(bot.output);
    },
    async stop() {
      await scene.stop();
      await bot.term();
      await proxy.stop();
      await homeserver.stop();
      rmSync(dirname(tokenFile), { recursive: true, force: true });
    },
  };
}
