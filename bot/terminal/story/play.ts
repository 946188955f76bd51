import { join } from "node:path";
import { roomId } from "#domain/primitives/ids.ts";
import { readPrivateJson, writePrivateJson } from "../../../config/files/private-file.ts";
import type { Sandbox } from "../../../config/sandbox/sandbox.ts";
import { keepRecoveryKey, recoveryKeyOf } from "../session/recovery.ts";
import { type Line, playStory } from "./story.ts";
import { transcript } from "./transcript.ts";

const playedFile = (data: string) => join(data, "story.json");

/** Plays the story once in the life of a data folder; each line is printed when its event was sent or decrypted. */
export async function playOnce(data: string, sandbox: Sandbox, say: (line: string) => void): Promise<void> {
  if (readPrivateJson(playedFile(data), { played: "string" }) !== undefined) return;
  const person = (name: "clara" | "anna" | "bruno") => {
    const officer = sandbox.officers.find(({ userId }) => userId.startsWith(`@${name}:`));
    if (officer === undefined) throw new Error("the sandbox lacks an officer of the story");
    return { userId: officer.userId, password: officer.password, recoveryKey: () => recoveryKeyOf(data, officer.userId) };
  };
  const print = transcript(say);
  say("\nThe story of a first day. Every line is an event that an officer's own client sent or decrypted.\n");
  await playStory({
    homeserver: sandbox.homeserver,
    bot: sandbox.botUserId,
    coordination: roomId(sandbox.coordinationRoom),
    people: { clara: person("clara"), anna: person("anna"), bruno: person("bruno") },
    keepRecoveryKey: (userId, recoveryKey) => keepRecoveryKey(data, userId, recoveryKey),
    tell: (line: Line) => print(line),
  });
  writePrivateJson(playedFile(data), { played: new Date().toISOString() });
}
