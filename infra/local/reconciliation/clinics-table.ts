import type { Outcome } from "../../../contracts/delivery-log";
import type { ClinicOutcomes } from "./reconcile-clinics";

/** The columns, in their order: one that no clinic needs is left out. */
const COLUMNS: Readonly<Record<Outcome, string>> = {
  SMS_SENT: "By SMS",
  SMS_DELIVERED: "SMS delivered",
  EMAIL_SENT: "By email",
  EMAIL_DELIVERED: "Email delivered",
  UNDELIVERED: "Undelivered",
  NO_CONTACT: "No contact",
  DECLINED: "Declined",
  EXPIRED: "Expired",
  CANCELLED: "Cancelled",
  SUPERSEDED: "Superseded",
  ALL_FAILED: "Failed",
};

/** How many clinics the table names; it adds the others up. */
export const MAX_CLINICS_SHOWN = 40;

/** The outcomes of each clinic as a table: those with the most notifications if there are many. */
export function clinicsTable(clinics: readonly ClinicOutcomes[]): string {
  const shown = clinics.length > MAX_CLINICS_SHOWN ? largest(clinics) : clinics;
  const columns = (Object.keys(COLUMNS) as Outcome[]).filter((outcome) =>
    shown.some(({ outcomes }) => outcomes[outcome]),
  );
  const rows = [
    ["", "Reminders", ...columns.map((outcome) => COLUMNS[outcome])],
    ...shown.map(({ clinicId, notifications, outcomes }) => [
      clinicId,
      numeral(notifications),
      ...columns.map((outcome) => numeral(outcomes[outcome] ?? 0)),
    ]),
  ];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const line = ([name = "", ...cells]: string[]) =>
    `  ${name.padEnd(widths[0] ?? 0)}${cells.map((cell, index) => `  ${cell.padStart(widths[index + 1] ?? 0)}`).join("")}`;
  return ["By clinic", "", ...rows.map(line)].join("\n");
}

function largest(clinics: readonly ClinicOutcomes[]): ClinicOutcomes[] {
  const sorted = [...clinics].sort((one, other) => other.notifications - one.notifications);
  const rest = sorted.slice(MAX_CLINICS_SHOWN);
  const outcomes: Partial<Record<Outcome, number>> = {};
  for (const clinic of rest) {
    for (const [outcome, count] of Object.entries(clinic.outcomes) as [Outcome, number][]) {
      outcomes[outcome] = (outcomes[outcome] ?? 0) + count;
    }
  }
  const notifications = rest.reduce((sum, clinic) => sum + clinic.notifications, 0);
  return [
    ...sorted.slice(0, MAX_CLINICS_SHOWN),
    { clinicId: `${numeral(rest.length)} others`, notifications, outcomes },
  ];
}

function numeral(count: number): string {
  return count.toLocaleString("en-US");
}
