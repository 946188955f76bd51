import { defineFormat } from "#domain/import/formats/define.ts";

/** ISO 32000. */
export const pdf = defineFormat({
  name: "pdf",
  label: "PDF",
  line: "the page",
  reads: ["the text of each page, in the order of its lines", "markings anywhere in the text"],
  leavesOut: [
    ["pictures of pages and all that is drawn", "nothing in them is recognised; a file without any text is refused"],
    ["pages that are damaged", "each is named"],
  ],
  read: async ({ sniffed, name, bytes }) => {
    if (sniffed !== "pdf") return undefined;
    // what few files need is loaded when one comes, not when the bot starts
    return (await import("#domain/import/pdf/read.ts")).readPdf(name, bytes);
  },
});
