// Preloaded for the bot (config/bootstrap/bot-node.mjs): an import that names its file whole is that file. Node looks for symbolic links
// and for a package at each of a thousand such imports, which is a third of what a start takes to load.
import { registerHooks } from "node:module";

/** What package.json names `#domain/*`. */
const domain = new URL("../../domain/", import.meta.url).href;

registerHooks({
  resolve(specifier, context, next) {
    const { parentURL, conditions } = context;
    const ending = specifier.slice(-3);
    if (parentURL === undefined || !conditions.includes("import") || (ending !== ".ts" && ending !== ".js"))
      return next(specifier, context);
    const url = named(specifier, parentURL);
    return url === undefined
      ? next(specifier, context)
      : { url, shortCircuit: true, ...(ending === ".ts" && { format: "module-typescript" }) };
  },
});

function named(specifier, parentURL) {
  if (specifier.startsWith("#domain/")) return domain + specifier.slice("#domain/".length);
  return specifier.startsWith("./") || specifier.startsWith("../") ? new URL(specifier, parentURL).href : undefined;
}
