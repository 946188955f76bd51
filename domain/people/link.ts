import { type UserId, userId } from "#domain/primitives/ids.ts";

/** Links to a user: of matrix.to (Matrix specification, "matrix.to navigation"), of a client's own address, and `matrix:u/…` ("Matrix URI scheme"). */
const web = /^https?:\/\/[^\s#]{1,200}\/?#\/(?:user\/)?((?:@|%40)[^\s?#]+)(?:\?\S*)?$/iu;
const uri = /^matrix:u(?:ser)?\/([^\s?#@]+)(?:\?\S*)?$/iu;

/** Whom a link leads to; undefined if it leads to no user. */
export function linkedUser(link: string): UserId | undefined {
  const target = web.exec(link)?.[1] ?? `@${uri.exec(link)?.[1] ?? ""}`;
  try {
    return userId(decodeURIComponent(target));
  } catch {
    return undefined;
  }
}

/** A link as Markdown has it, with its label; brackets in a label are escaped, or stand in pairs. */
export const markdownLink = String.raw`\[((?:\\.|[^\][\\\n]|\[[^\][\n]{0,100}\]){0,200})\]\(<?([^\s()<>]{1,700})>?(?:\s"[^"\n]{0,200}")?\)`;
