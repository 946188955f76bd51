/** How parts of a line are marked: by escape sequences of ECMA-48 ("Select graphic rendition"), or not at all. */
export interface Style {
  dim(text: string): string;
  bold(text: string): string;
  /** What calls for its reader. */
  loud(text: string): string;
}

const marked = (begin: number, end: number) => (text: string) => (text === "" ? "" : `\x1b[${begin}m${text}\x1b[${end}m`);
const colours: Style = { dim: marked(2, 22), bold: marked(1, 22), loud: (text) => (text === "" ? "" : `\x1b[1;33m${text}\x1b[22;39m`) };
const bare: Style = { dim: (text) => text, bold: (text) => text, loud: (text) => text };

/** Plain where the reader wants it so: `NO_COLOR` set to anything, or `TERM=dumb`. */
export const styleFor = (env: Readonly<Record<string, string | undefined>>): Style =>
  env.NO_COLOR || env.TERM === "dumb" ? bare : colours;
