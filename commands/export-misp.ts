import { exportCommand } from "./export-command.ts";

export const exportMisp = exportCommand("misp");
