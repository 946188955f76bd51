import { openCommandLine } from "./command-line.ts";
import { openReadMarks } from "./screen/read-marks.ts";
import { openScreen, type Screen } from "./screen/screen.ts";
import { styleFor } from "./screen/style.ts";
import { openView, type View } from "./screen/view.ts";
import type { Device } from "./session/device.ts";
import { localName } from "./session/recovery.ts";
import { openSession } from "./session/session.ts";

/** Longest wait for what is still being sent when somebody leaves, in milliseconds. */
const timeoutMs = 5_000;

/**
 * The client on a terminal, until its reader leaves. `folder`: what relative paths are relative to. Resolves to the exit
 * code. Rejects as openSession does.
 */
export async function runInteractive(device: Device, folder: string): Promise<number> {
  const ended = Promise.withResolvers<number>();
  const marks = openReadMarks(device.folder);
  const style = styleFor(process.env);
  let screen: Screen | undefined;
  const view: View = openView({
    me: device.homeserver.userId,
    style,
    marks,
    columns: () => screen?.columns ?? 80,
    print: (lines) => screen?.print(lines),
    ring: () => screen?.ring(),
    ask: (prompt) => screen?.ask(prompt),
    over: () => ended.resolve(1),
  });
  const session = await openSession(device.homeserver, device.encryption, view.hearer);
  const commandLine = openCommandLine({ session, view, homeserver: device.homeserver, folder });
  screen = openScreen(process.stdin, process.stdout, process.env.TERM === "dumb", {
    line(text) {
      const goesOn = commandLine.type(text) !== "quit";
      if (!goesOn) ended.resolve(0);
      return goesOn;
    },
    end: () => ended.resolve(0),
    complete: commandLine.complete,
  });
  view.say(`You are ${localName(session.me)}. :help tells what can be done here; Tab completes.`);
  if (device.folder === undefined)
    view.say("Another terminal has this officer's device. This one has its own until it ends; it reads what is said from now on.");
  view.begin(session.rooms);
  try {
    const code = await ended.promise;
    const unsent = await commandLine.finish(timeoutMs);
    if (unsent > 0) view.say(`${unsent} message${unsent === 1 ? " was" : "s were"} not sent.`);
    return code;
  } finally {
    session.stop();
    marks.save();
    screen.close();
    process.stdout.write("\n");
  }
}
