import { type Check, check, DEPLOY, fail, ok, unchecked, warn } from "../facts/check";
import { checkDue } from "../facts/due-sample";
import type { Facts } from "../facts/facts";

const RESTORED = "docs/deploying.md#restoring-a-table";
const PROTECT = "docs/deploying.md#protect-it";

/** Checks that the tables exist, that their items expire, that they can be restored, and that nobody can delete them. */
export function checkTables(facts: Facts): Check[] {
  const { names, tables, due } = facts;
  const kinds = [
    { title: "Delivery log", name: names.deliveryLogTable, expires: true },
    { title: "Appointments table", name: names.appointmentsTable, expires: true },
    { title: "Sending stops", name: names.sendingStopsTable, expires: false },
    { title: "Replies", name: names.repliesTable, expires: true },
    { title: "Audit", name: names.operatorActsTable, expires: true },
  ];
  const none = fail(`table ${names.appointmentsTable} does not exist`, RESTORED);
  const ofTables = kinds.flatMap(({ title, name, expires }) => {
    const table = tables.get(name);
    const gone = fail(`table ${name} does not exist`, expires ? RESTORED : DEPLOY);
    const missing = { how: "missing" } as const;
    const expiry = check(`${title}: expiry`, table?.expiry ?? missing, gone, (attribute) =>
      attribute === undefined ? warn("off: items are never deleted", DEPLOY) : ok(`on, attribute ${attribute}`),
    );
    const recovery = check(`${title}: recovery`, table?.recovery ?? missing, gone, (isOn) =>
      isOn ? ok("on") : warn("off: lost data cannot be restored", DEPLOY),
    );
    return expires ? [expiry, recovery] : [recovery];
  });
  return [...ofTables, checkProtection(facts), check("Appointments table: due", due, none, checkDue)];
}

/** All tables in one line: the first deployment of an environment protects none. */
function checkProtection({ tables, local }: Facts): Check {
  const title = "Tables: protection";
  if (local) return { title, ...unchecked("the local run protects no table from deletion") };
  const all = [...tables].map(([name, { protection }]) => ({ name, protection }));
  const unread = all.find(({ protection }) => protection.how !== "known");
  const gone = fail(`table ${unread?.name} does not exist`, RESTORED);
  if (unread) return check(title, unread.protection, gone, () => ok("on"));
  const open = all.filter(({ protection }) => protection.how === "known" && !protection.value);
  if (open.length === 0) return { title, ...ok("on") };
  const seen = `off, as before deletionProtection=true or with retainData=false: ${open.map(({ name }) => name).join(", ")}`;
  return { title, ...warn(seen, PROTECT) };
}
