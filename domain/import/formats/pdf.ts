import { defineFormat } from "#domain/import/formats/define.ts";

/** ISO 32000. */
export const pdf = defineFormat({
  name: "pdf",
  label: "PDF",
  line: "the page",
  reads: [
    "the text of each page: columns one after the other, rows of tables side by side",
    "values that the end of a line breaks in a cell or a column, where their pieces fit for certain",
    "values that the end of a page breaks likewise, with headers, footers and numbers of pages between",
    "where links lead, and the words of notes and filled fields",
    "files inside the file, by what is in them, to a depth of five",
    "markings anywhere in these",
    "files that open without a password, also if they forbid changes",
  ],
  leavesOut: [
    [
      "pieces at ends of lines and pages that may be one value or several",
      "a part of a value would be another one; they are named with what they may be",
    ],
    ["words that go on beyond the edge of their page", "only a part of them can be read; each is named"],
    ["links that end where a line ends and the text goes on", "a program made them of a part"],
    ["pictures of pages and all that is drawn", "no text is recognised in them; a file or page without any text is named"],
    ["files inside the file that are no lists or texts, damaged or too large", "they are named, to be imported by themselves"],
    ["damaged pages", "each is named"],
  ],
  read: async ({ sniffed, name, bytes }, asked) => {
    if (sniffed !== "pdf") return undefined;
    // what few files need is loaded when one comes, not when the bot starts
    return (await import("#domain/import/pdf/read.ts")).readPdf(name, bytes, asked);
  },
});
