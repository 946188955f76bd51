import { resolve } from "node:path";
import { type UserId, userId } from "#domain/primitives/ids.ts";
import type { Reader } from "#domain/primitives/reader.ts";
import { fail, ok } from "#domain/primitives/result.ts";

function reader<T>(expects: string, take: (text: string) => T | undefined): Reader<T> {
  return {
    expects,
    read: (text) => {
      const value = take(text);
      return value === undefined ? fail({ code: "missing", argument: expects }) : ok(value);
    },
  };
}

/** One of a closed list of words. */
export const word = <const W extends string>(...allowed: readonly W[]): Reader<W> =>
  reader(allowed.join(", ").replace(/, ([^,]*)$/u, " or $1"), (text) => allowed.find((one) => one === text));

/** A path, made absolute from the folder where Liaison was started. */
export const path: Reader<string> = reader("a path", (text) => resolve(text));

/** Paths with commas between, made absolute. */
export const paths: Reader<readonly string[]> = reader("paths with commas between", (text) =>
  text.split(",").map((one) => resolve(one.trim())),
);

/** An address with one of these schemes; `bare` refuses a path, user or query behind the host. */
export const url = (schemes: readonly string[], bare = false): Reader<string> =>
  reader(`an address that begins with ${schemes.map((scheme) => `${scheme}//`).join(" or ")}`, (text) => {
    const parsed = URL.parse(text);
    if (parsed === null || !schemes.includes(parsed.protocol)) return undefined;
    if (!bare) return text;
    const clean = parsed.username === "" && parsed.search === "" && parsed.hash === "" && parsed.hostname !== "";
    return clean ? text.replace(/\/+$/u, "") : undefined;
  });

/** Whole or decimal seconds as milliseconds. */
export const seconds = (most: number): Reader<number> =>
  reader(`a number of seconds from 0 to ${most}`, (text) => {
    const value = /^\d{1,9}(?:\.\d{1,3})?$/u.test(text) ? Number(text) : Number.NaN;
    return value <= most ? Math.round(value * 1000) : undefined;
  });

/** Whole megabytes. */
export const megabytes = (least: number, most: number): Reader<number> =>
  reader(`a number of megabytes from ${least} to ${most}`, (text) => {
    const value = /^[1-9]\d{0,5}$/u.test(text) ? Number(text) : Number.NaN;
    return value >= least && value <= most ? value : undefined;
  });

/** A whole number from 1 on. */
export const count = (most: number): Reader<number> =>
  reader(`a number from 1 to ${most}`, (text) => {
    const value = /^[1-9]\d{0,5}$/u.test(text) ? Number(text) : Number.NaN;
    return value <= most ? value : undefined;
  });

/** A TCP port. */
export const port: Reader<number> = reader("a port from 1 to 65535", (text) =>
  /^[1-9]\d{0,4}$/u.test(text) && Number(text) < 65_536 ? Number(text) : undefined,
);

/** Full Matrix ids with commas between. */
export const people: Reader<readonly UserId[]> = reader("Matrix ids with commas between, @name:server", (text) => {
  const ids = text.split(",").map((one) => userId(one.trim()));
  return ids.every((id) => id !== undefined) ? ids : undefined;
});

/** on or off. */
export const onOff: Reader<boolean> = reader("on or off", (text) => (text === "on" ? true : text === "off" ? false : undefined));
