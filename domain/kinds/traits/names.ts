/** Words with blanks between them that others use for a kind. */
interface Words {
  /** Types of MISP (core format, describeTypes), of STIX 2.1 and of people's tables: lower case, with dashes. */
  readonly types: string;
  /** Headers of columns in English, German, French, Spanish and Dutch: lower case, without accents and what stands between words. */
  readonly headers: string;
}

/** What others call a kind. Its own name, and the type that it has in MISP, go without saying as types. */
export interface Names extends Words {
  /** Words for other kinds under which values of this one stand as well; read as those first. */
  readonly elsewhere?: Words;
}

/** Nobody has another name for it. */
export const unnamed: Names = { types: "", headers: "" };

/** What holds addresses and ranges of both families. */
export const addressNames: Names = {
  types: "ip ip-src ip-dst ipaddress ip-address ip-addr ipv4-addr ipv6-addr cidr netblock subnet network",
  headers:
    "ip ips ipaddress ipaddr ipv4 ipv6 ipv4address ipv6address srcip sourceip dstip dstipaddress destip destinationip remoteip " +
    "ipadresse ipadressen adresseip adressesip direccionip ipadres ipadressen quellip zielip",
};
/** What holds names of hosts, and often enough their addresses. */
export const hostNames: Names = {
  types: "domain hostname host fqdn domain-name domainname dns",
  headers:
    "domain domains domainname fqdn host hosts hostname dns domane domanenname rechnername domaine nomdedomaine " +
    "nomdhote dominio nombrededominio domein domeinnaam hostnaam",
};
/** What holds names of files, and often enough their paths. */
export const fileNames: Names = {
  types: "filename file-name email-attachment attachment malware-sample",
  headers: "filename dateiname nomdefichier nombredearchivo bestandsnaam",
};
/** What holds URLs, and often enough only their hosts. */
export const urlHeaders = "url urls uri link links adresseurl lien enlace webadresse adresseweb";
