import { exportCommand } from "./export-command.ts";

export const exportCsv = exportCommand("csv");
