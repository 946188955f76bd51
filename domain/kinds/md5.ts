import { defineHash } from "#domain/kinds/checks/hash.ts";

/** RFC 1321, in lower-case hexadecimal. */
export const md5 = defineHash({
  name: "md5",
  label: "an MD5 hash",
  digits: 32,
  examples: [["D41D8CD98F00B204E9800998ECF8427E", "d41d8cd98f00b204e9800998ecf8427e"]],
});
