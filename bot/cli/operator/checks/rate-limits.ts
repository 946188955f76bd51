import type { UserId } from "#domain/primitives/ids.ts";
import { type Homeserver, HomeserverError } from "../../../matrix/homeserver.ts";
import { type Finding, fail, ok, warn } from "./finding.ts";

/** More than Synapse's usual burst of ten. */
const requests = 12;

/**
 * Asks a few times for a room of a version that does not exist. That is always refused, but counted like a message, and there is no
 * other way to see one's own limits. A limited account is stopped by it for some seconds.
 */
export async function checkRateLimits(homeserver: Pick<Homeserver, "createRoom">, user: UserId): Promise<Finding> {
  const what = "rate limits";
  for (let asked = 1; asked <= requests; asked++) {
    try {
      await homeserver.createRoom({ room_version: "liaison-doctor", preset: "private_chat" });
      return warn(what, "could not be measured: the homeserver makes rooms of a version that does not exist.");
    } catch (fault) {
      if (!(fault instanceof HomeserverError)) throw fault;
      if (fault.status === 429) return warn(what, `${asked - 1} quick requests, then 429. ${howToLift(user)}`);
      if (fault.errcode === "M_FORBIDDEN")
        return fail(what, "the account may not make rooms, and every case needs one: let the administrator allow it.");
      if (!fault.permanent) return warn(what, `could not be measured (${fault.status} ${fault.errcode}).`);
    }
  }
  return ok(what, `none within ${requests} quick requests`);
}

/** Source: Synapse documentation, "User Admin API", "Override ratelimiting for users". */
const howToLift = (user: UserId): string =>
  `Ask the homeserver's administrator to lift them for the bot; Synapse: curl -X POST -H "Authorization: Bearer $ADMIN_TOKEN" -d '{"messages_per_second":0,"burst_count":0}' https://HOMESERVER/_synapse/admin/v1/users/${encodeURIComponent(user)}/override_ratelimit`;
