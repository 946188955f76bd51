/** What can be typed beside messages: `:name`, what follows it, and what it does. In the order of the help. */
export const actions = [
  { name: "help", usage: "", help: "this list; what the bot understands: /bot help" },
  { name: "rooms", usage: "", help: "rooms with their numbers; :2 or :room NAME goes there" },
  { name: "room", usage: "NAME", help: "goes to a room: number, name, or a part of the name" },
  { name: "members", usage: "", help: "who is in this room" },
  { name: "more", usage: "[N]", help: "shows the last messages again" },
  {
    name: "thread",
    usage: "[N [TEXT]]",
    help: "answers in the thread of message N, from now on or with TEXT once; alone: ends. :thread 7 /ioc import reads the file of message 7",
  },
  {
    name: "send",
    usage: "PATH [TEXT]",
    help: 'sends a file, encrypted; a command behind it is its caption, as in :send list.csv /ioc import. Any caption: :send "list.csv" TEXT',
  },
  { name: "save", usage: "N PATH", help: "saves the file of message N" },
  { name: "quit", usage: "", help: "ends; also Ctrl-D" },
] as const;

/** A file as somebody names it. */
export interface ToSend {
  readonly path: string;
  readonly caption?: string;
}

/** One line that somebody typed, read. */
export type Input =
  | { readonly do: "say"; readonly text: string }
  | { readonly do: "help" | "rooms" | "members" | "quit" | "nothing" }
  | { readonly do: "room"; readonly room: string }
  | { readonly do: "more"; readonly most: number }
  | ({ readonly do: "send" } & ToSend)
  | { readonly do: "save"; readonly message: number; readonly path: string }
  | { readonly do: "thread"; readonly message?: number; readonly text?: string }
  | { readonly do: "wrong"; readonly sentence: string };

const usageOf = (name: string): Input => {
  const action = actions.find((one) => one.name === name);
  return { do: "wrong", sentence: `Write it so: :${name} ${action?.usage ?? ""}` };
};
const numbered = /^(\d{1,6})(?:\s+([\s\S]+))?$/u;
const someMessages = 20;
/** A path in quotation marks, or up to where a command begins: a sign, a word, and a blank or the end. */
const toSend = /^"([^"]+)"\s*([\s\S]*)$|^([\s\S]+?)(?:\s+((?:\/{1,2}|!)\p{L}+(?:\s[\s\S]*)?))?$/u;

/** What stands behind `:send`: a path, and a caption if there is one. */
export function readToSend(rest: string): ToSend | undefined {
  const [, quoted, words = "", path = quoted, command = words] = toSend.exec(rest.trim()) ?? [];
  return path === undefined ? undefined : { path, ...(command !== "" && { caption: command }) };
}

/** Reads a line: what begins with `:` is for this terminal, all else goes to the room as it is. `::x` sends `:x`. */
export function readInput(line: string): Input {
  if (line.trim() === "") return { do: "nothing" };
  if (line.startsWith("::")) return { do: "say", text: line.slice(1) };
  if (!line.startsWith(":")) return { do: "say", text: line };
  const [, word = "", rest = ""] = /^:\s*(\S*)\s*([\s\S]*?)\s*$/u.exec(line) ?? [];
  const [, number, text] = numbered.exec(rest) ?? [];
  switch (word.toLowerCase()) {
    case "help":
    case "?":
      return { do: "help" };
    case "rooms":
    case "members":
      return { do: word.toLowerCase() === "rooms" ? "rooms" : "members" };
    case "quit":
    case "q":
      return { do: "quit" };
    case "room":
      return rest === "" ? { do: "rooms" } : { do: "room", room: rest };
    case "more":
      return rest === "" || number !== undefined ? { do: "more", most: Number(number ?? someMessages) } : usageOf("more");
    case "send": {
      const file = readToSend(rest);
      return file === undefined ? usageOf("send") : { do: "send", ...file };
    }
    case "save":
      return number === undefined || text === undefined ? usageOf("save") : { do: "save", message: Number(number), path: text };
    case "thread":
      if (rest === "") return { do: "thread" };
      return number === undefined ? usageOf("thread") : { do: "thread", message: Number(number), ...(text !== undefined && { text }) };
    default:
      return { do: "room", room: line.slice(1).trim() };
  }
}
