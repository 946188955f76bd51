/** Without change: no client makes a link of it. */
export const asItIs = (value: string): string => value;

/** Each dot in brackets. */
export const bracketDots = (text: string): string => text.replaceAll(".", "[.]");

/** The first colon of `::`, else the last one, in brackets. */
export const bracketColon = (text: string): string =>
  text.includes("::") ? text.replace("::", "[:]:") : text.replace(/:(?=[^:]*$)/u, "[:]");

/** Dots and the last at sign in brackets. */
export const bracketMail = (value: string): string => bracketDots(value).replace(/@(?=[^@]*$)/u, "[@]");
