/** Assesses what has to be right before sending starts again after a restore. */
import { totalOf } from "../../domain/queue-counts";
import { type Check, check, DEPLOY, fail, type Group, ok, warn } from "../doctor/facts/check";
import { counted } from "../output/table";
import { momentText } from "../output/time-text";
import type { RestoreFacts, TableFacts } from "./facts";
import type { MissingErasure } from "./recorded-erasures";

const RESTORING = "docs/deploying.md#restoring-a-table";
/** Seen, but nobody has to do something about it. */
const DLQ_FIRST =
  "sent before the restore: look at each (npm run ops -- dlq list) before you redrive, since what it says may be over";

export function assessRestore(facts: RestoreFacts): Group[] {
  return [
    { title: "Sending", checks: sendingChecks(facts) },
    { title: "Tables", checks: [...facts.tables.flatMap(tableChecks), protectionCheck(facts)] },
    { title: "Queues", checks: queueChecks(facts) },
    { title: "Erasures", checks: [...erasureChecks(facts), auditCheck(facts)] },
  ];
}

/** Whether sending may start: nothing has failed, and everything could be checked. */
export function isRestored(groups: readonly Group[]): boolean {
  return groups.every(({ checks }) => checks.every(({ verdict }) => verdict === "ok" || verdict === "warn"));
}

function sendingChecks({ channels, environment }: RestoreFacts): Check[] {
  const stop = `npm run ops -- stop --because TEXT --environment ${environment}`;
  return channels.map(({ channel, isStopped }) => ({
    title: channel === "SMS" ? "Texts" : "Emails",
    ...(isStopped ? ok("stopped") : fail("are sent while tables are restored", stop)),
  }));
}

function tableChecks({ name, expires, expiry, recovery }: TableFacts): Check[] {
  const gone = fail(`table ${name} does not exist`, RESTORING);
  return [
    ...(expires
      ? [
          check(`${name}: expiry`, expiry, gone, (attribute) =>
            attribute === undefined
              ? fail("off: items are never deleted", RESTORING)
              : ok(`on, attribute ${attribute}`),
          ),
        ]
      : []),
    check(`${name}: recovery`, recovery, gone, (isOn) =>
      isOn ? ok("on") : fail("off: lost data cannot be restored", RESTORING),
    ),
  ];
}

/** The tables in one line: without `deletionProtection` none is protected. */
function protectionCheck({ tables }: RestoreFacts): Check {
  const title = "Protection from deletion";
  const unread = tables.find(({ restored }) => restored.how !== "known");
  const gone = fail(`table ${unread?.name} does not exist`, RESTORING);
  if (unread) return check(title, unread.restored, gone, () => ok("on"));
  const off = tables.filter(({ restored }) => restored.how === "known" && !restored.value.isProtected);
  if (off.length === 0) return { title, ...ok("on") };
  const names = off.map(({ name }) => name).join(", ");
  return { title, ...warn(`off, as without deletionProtection: ${names}`, RESTORING) };
}

function queueChecks({ queues }: RestoreFacts): Check[] {
  return queues.map(({ name, counts }) =>
    check(name, counts, fail(`queue ${name} does not exist`, DEPLOY), (of) => {
      const total = totalOf(of);
      if (total === 0) return ok("empty");
      const seen = `about ${counted(total, "message")}`;
      return name.includes("-dlq-") ? warn(seen, DLQ_FIRST) : ok(`${seen}, processed once sending starts`);
    }),
  );
}

function erasureChecks({ mark, erasures, missing, timeZone, environment }: RestoreFacts): Check[] {
  const since = `since ${momentText(Date.parse(mark.to), timeZone)}`;
  const held = erasures - missing.length;
  const replay = `npm run ops -- restore replay --because TEXT --environment ${environment}`;
  return [
    {
      title: "Recorded",
      ...ok(erasures === 0 ? `none ${since}` : `${erasures} ${since}, ${held} of them still as they were`),
    },
    ...missing.map((erasure) => ({
      title: `Patient ${erasure.patientId}${erasure.clinicId === undefined ? "" : ` at ${erasure.clinicId}`}`,
      ...fail(seenOf(erasure, timeZone), replay),
    })),
  ];
}

function seenOf({ at, problems }: MissingErasure, timeZone: string): string {
  return `erased ${momentText(Date.parse(at), timeZone)}; ${problems.join("; ")}`;
}

/** Erasures that only a lost part of the audit had cannot be known. */
function auditCheck({ tables, newestAct, timeZone, mark }: RestoreFacts): Check {
  const newest = newestAct
    ? `the newest act before the restore is of ${momentText(Date.parse(newestAct), timeZone)}`
    : `no act since ${momentText(Date.parse(mark.to), timeZone)} and before the restore`;
  const title = "Audit";
  const audit = tables.find(({ isAudit }) => isAudit)?.restored;
  const to = audit?.how === "known" ? audit.value.restoredTo : undefined;
  if (to === undefined) return { title, ...ok(newest) };
  const restored = `restored to ${momentText(to, timeZone)}: erasures after that are not known; ${newest}`;
  return { title, ...warn(restored, "Compare with the receipts of erasures that the clinic keeps.") };
}
