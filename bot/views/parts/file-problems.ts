import type { FileProblem } from "#domain/primitives/received-file.ts";

const anew = "Send the file again";

/** What is wrong with a file, and what to do. */
export const fileProblems: Readonly<Record<FileProblem, string>> = {
  "not-encrypted": `The file was sent without encryption. ${anew} from a client that encrypts, here in this room.`,
  "too-large": "The file is larger than 20 MiB; split it.",
  changed: `What the homeserver handed out is not the file that was sent. ${anew}.`,
  "unknown-format": `The file is encrypted in a way that I do not know. ${anew} from another client.`,
  gone: `The homeserver does not have the file any more. ${anew}.`,
  "not-handed-out": "The homeserver does not hand the file out at the moment. Send the command again in a few minutes.",
  "message-gone": `I cannot see the message that you reply to: it was removed, or is older than my time in this room. ${anew}.`,
  "no-file": "The message that you reply to has no file. Reply to the file itself, or write the command as its caption.",
  "key-missing": `I have no key to the message with the file. ${anew}.`,
  distrusted: "The file comes from a device that is not verified. Its sender must verify that device, then send the file again.",
};
