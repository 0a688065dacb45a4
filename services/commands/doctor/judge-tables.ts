import { type Check, check, DEPLOY, fail, ok, warn } from "./check";
import { judgeDue } from "./due-sample";
import type { Facts } from "./facts";

const RESTORED = "docs/deploying.md#restoring-a-table";

/** Are the tables there, do their items expire, and can they be restored? */
export function judgeTables({ names, tables, due }: Facts): Check[] {
  const kinds = [
    { title: "Delivery log", name: names.deliveryLogTable },
    { title: "Appointments table", name: names.appointmentsTable },
  ];
  const none = fail(`there is no table ${names.appointmentsTable}`, RESTORED);
  const ofTables = kinds.flatMap(({ title, name }) => {
    const table = tables.get(name);
    const gone = fail(`there is no table ${name}`, RESTORED);
    const missing = { how: "missing" } as const;
    return [
      check(`${title}: expiry`, table?.expiry ?? missing, gone, (attribute) =>
        attribute === undefined
          ? warn("off: items are kept for ever", DEPLOY)
          : ok(`on, by the attribute ${attribute}`),
      ),
      check(`${title}: recovery`, table?.recovery ?? missing, gone, (isOn) =>
        isOn ? ok("on") : warn("off: what is lost is lost", DEPLOY),
      ),
    ];
  });
  return [...ofTables, check("Appointments table: due", due, none, judgeDue)];
}
