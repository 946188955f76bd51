import { nearest } from "#domain/nearest.ts";
import { isKey, keys } from "./keys.ts";

const separated = /^([a-z]{2,12})([:：=])(?!\/\/)(.*)$/iu;
const dashed = /^[-–—]+([a-z]{1,12})[=:：]?(.*)$/iu;
/** Two colons or more and nothing but hexadecimal groups: `dead:beef::1` is no mistyped `lead:`. */
const ipv6 = /^(?=[^:]*:[^:]*:)[\da-f:.%[\]/]+$/iu;

/** A word that was probably meant as an option, and how to write it; a typing error must not turn a protection into a value. */
export function mistypedOption(typed: string): { readonly typed: string; readonly suggestion: string } | undefined {
  if (ipv6.test(typed)) return undefined;
  const [, dashedKey = "", dashedRest = ""] = dashed.exec(typed) ?? [];
  if (isKey(dashedKey))
    return { typed: typed.slice(0, typed.length - dashedRest.length), suggestion: `${dashedKey.toLowerCase()}:${dashedRest}` };
  const [, key, sign, rest = ""] = separated.exec(typed) ?? [];
  if (key === undefined) return undefined;
  const meant = isKey(key) ? key.toLowerCase() : sign === "=" ? undefined : nearest(key, keys, 1);
  return meant === undefined ? undefined : { typed: `${key}${sign}`, suggestion: `${meant}:${rest}` };
}
