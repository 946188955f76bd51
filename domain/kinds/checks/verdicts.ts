/** Parts of the names that scanners give to malware: kinds of it, platforms, families of nothing in particular. */
const parts =
  /^(?:(?:not-a-)?virus|trojan(?:[-\w]*)?|troj|backdoor|(?:\w+-)?worm|adware|hacktool|hktl|ransom(?:ware|\w*)?|risktool|riskware|rootkit|exploit|(?:trojan)?(?:downloader|dropper|spy|psw|pws|banker)|packed|pu[aps]|unwanted|win(?:32|64|95|xp)?|w(?:32|64|97m|2km)|msil|bat|vbs?|js|php|html|pdf|linux|unix|elf|android|androidos|osx|macos|script|generic\w*|gen|heur\w*|malware|mal|variant|behaveslike|artemis|agent|uds|suspicious|msoffice|o97m|x97m|ms(?:word|excel)|python|powershell|macro)$/i;

/** Those of them that are no words of other names. */
const plain = /trojan|backdoor|win32|win64|msil|ransom|hacktool|adware|heur|riskware|worm|virus/i;

/**
 * Whether a name of several parts is what a scanner calls a sample (`Trojan.Win32.Inject.ru`), whose last part is a letter or two
 * for the variant and no country: two of its parts say so, or one does and all others begin with capitals.
 */
export function isVerdict(name: string): boolean {
  if (!/[A-Z]/u.test(name) && !plain.test(name)) return false;
  const labels = name.split(".");
  const last = labels.at(-1) ?? "";
  const others = labels.slice(0, -1);
  if (others.length < 2 || last.length > 4) return false;
  const said = others.filter((label) => parts.test(label)).length;
  const areCapital = others.every((label) => /^\p{Lu}/u.test(label));
  if (areCapital) return said > 1 || (said === 1 && /^[a-z]{2}$/u.test(last));
  return said > 1 && last.length < 3 && plain.test(name);
}

/** What a rule of Suricata or Snort names before a semicolon: what of the traffic is looked at (`http.host;`). */
const buffer =
  /^(?:https?2?|dns|tls|ssh|file|smtp|ftp|ftpbounce|ja[34]s?|krb5|snmp|mqtt|rfb|sip|quic|ike|icmpv[46]|tcp|udp|ipv[46]|frame|smb|nfs|rdp|websocket|mdns|ldap|pgsql)\.[a-z][a-z\d_.]{1,40}$/u;
export const isBuffer = (name: string, behind: string | undefined): boolean => behind === ";" && buffer.test(name);

/** The name of a file of Windows' prefetch: of a program, and a hash of where it ran. */
export const isPrefetch = (name: string): boolean =>
  (name.charCodeAt(name.length - 1) | 0x20) === 0x66 && /\.(?:exe|com|scr|dll|bat|cmd)-[\da-f]{6,8}\.pf$/i.test(name);
