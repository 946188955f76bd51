/** What `npm run officer -- --help` prints. */
export const usage: readonly string[] = [
  "npm run officer               lists the officers of the running sandbox",
  "npm run officer -- @anna      is anna's terminal; :help inside tells more",
  "",
  "Without a terminal (npm run -s officer -- @anna < lines):",
  "  every line of the input is a room, a tab and a text, and is sent as it is;",
  "  the text :send PATH sends that file, a command behind it is its caption, as in",
  "  :send list.csv /ioc import; a later /ioc import alone means the file sent last;",
  "  every message that comes is printed as room, tab, sender, tab, text.",
  "  A room is named by its id, its name, or a part that no other room's name has.",
  "  Line ends inside a text are printed as \\n, tabs as \\t, what does not show as \\u{1b}.",
  "  Only what is said after the start is printed. It ends 2 seconds after the input,",
  "  or a little later while answers to commands are still to come.",
  "  Exit code 1: a line could not be sent; standard error says why.",
  "",
  "LIAISON_DATA names the sandbox's data folder (default data). NO_COLOR and TERM=dumb are heeded.",
];
