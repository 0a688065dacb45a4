import { type Check, check, DEPLOY, fail, ok, warn } from "../facts/check";
import { checkDue } from "../facts/due-sample";
import type { Facts } from "../facts/facts";

const RESTORED = "docs/deploying.md#restoring-a-table";

/** Checks that the tables exist, that their items expire, and that they can be restored. */
export function checkTables({ names, tables, due }: Facts): Check[] {
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
  return [...ofTables, check("Appointments table: due", due, none, checkDue)];
}
