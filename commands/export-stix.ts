import { exportCommand } from "./export-command.ts";

export const exportStix = exportCommand("stix");
