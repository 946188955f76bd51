import { botHelp } from "./bot-help.ts";
import { botStatus } from "./bot-status.ts";
import { botVersion } from "./bot-version.ts";
import { caseAdd } from "./case-add.ts";
import { caseInfo } from "./case-info.ts";
import { caseList } from "./case-list.ts";
import { caseMembers } from "./case-members.ts";
import { caseOpen } from "./case-open.ts";
import type { Command } from "./define.ts";
import { hitList } from "./hit-list.ts";
import { hitShow } from "./hit-show.ts";
import { iocAdd } from "./ioc-add.ts";
import { iocList } from "./ioc-list.ts";
import { iocShow } from "./ioc-show.ts";
import { iocWithdraw } from "./ioc-withdraw.ts";
import { officerAdd } from "./officer-add.ts";
import { officerList } from "./officer-list.ts";

/** Every command that exists, in the order in which help shows them. */
export const commands: readonly Command[] = [
  iocAdd,
  iocList,
  iocShow,
  iocWithdraw,
  hitList,
  hitShow,
  caseInfo,
  caseMembers,
  caseAdd,
  caseOpen,
  caseList,
  officerAdd,
  officerList,
  botStatus,
  botHelp,
  botVersion,
];
