import { type Domains, domainsOf } from "#domain/people/domains.ts";
import type { CaseId } from "#domain/primitives/ids.ts";
import type { Services } from "../framework/define.ts";

type Asked = Pick<Services, "roster" | "cases" | "about">;

/** Who belongs to the taskforce, by Matrix id, mail address or domain. Whoever else does is one more entry here. */
const own: readonly ((from: Asked, of: CaseId) => Promise<readonly string[]>)[] = [
  async ({ roster }) => (await roster.list()).map(({ userId }) => userId),
  async ({ cases }, of) => (await cases.members(of)).map(({ userId }) => userId),
  async ({ about }) => [about.bot],
];

/** The taskforce's own domains, as a case sees them: what stands at them is no indicator unless somebody says so. */
export const ownDomains = async (from: Asked, of: CaseId): Promise<Domains> =>
  domainsOf((await Promise.all(own.map((addresses) => addresses(from, of)))).flat());
