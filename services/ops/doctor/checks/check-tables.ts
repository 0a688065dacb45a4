import { type Check, check, DEPLOY, fail, ok, warn } from "../facts/check";
import { checkDue } from "../facts/due-sample";
import type { Facts } from "../facts/facts";

const RESTORED = "docs/deploying.md#restoring-a-table";

/** Are the tables there, do their items expire, and can they be restored? */
export function checkTables({ names, tables, due }: Facts): Check[] {
  const kinds = [
    { title: "Delivery log", name: names.deliveryLogTable, expires: true },
    { title: "Appointments table", name: names.appointmentsTable, expires: true },
    { title: "Stops", name: names.sendingStopsTable, expires: false },
  ];
  const none = fail(`there is no table ${names.appointmentsTable}`, RESTORED);
  const ofTables = kinds.flatMap(({ title, name, expires }) => {
    const table = tables.get(name);
    const gone = fail(`there is no table ${name}`, expires ? RESTORED : DEPLOY);
    const missing = { how: "missing" } as const;
    const expiry = check(`${title}: expiry`, table?.expiry ?? missing, gone, (attribute) =>
      attribute === undefined ? warn("off: items are kept for ever", DEPLOY) : ok(`on, by the attribute ${attribute}`),
    );
    const recovery = check(`${title}: recovery`, table?.recovery ?? missing, gone, (isOn) =>
      isOn ? ok("on") : warn("off: what is lost is lost", DEPLOY),
    );
    return expires ? [expiry, recovery] : [recovery];
  });
  return [...ofTables, check("Appointments table: due", due, none, checkDue)];
}
