import type { StixPattern } from "#domain/kinds/traits/stix.ts";

/** A string constant of the pattern language (STIX 2.1, section 9.6.4). */
const quoted = (text: string): string => `'${text.replace(/[\\']/gu, "\\$&")}'`;

/** The pattern that finds a value. */
export function stixPattern({ path, operator, account, number }: StixPattern, value: string): string {
  const constant = number !== undefined ? value.slice(number.length) : quoted(value);
  const first = account === undefined ? "" : `user-account:account_type = ${quoted(account)} AND `;
  return `[${first}${path} ${operator ?? "="} ${constant}]`;
}
