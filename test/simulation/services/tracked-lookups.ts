/** Notes by which look-up of its appointment each reminder is sent. */
import type { EmailDependencies } from "../../../services/domain/delivery/remind-by-email";
import type { SmsDependencies } from "../../../services/domain/delivery/remind-by-sms";
import type { Reminder } from "../../../services/domain/delivery/reminder";
import type { Execution, TrackedLookup } from "./execution";
import type { World } from "./world";

/** The dependencies of one reminder: the last look-up that was answered is noted with each send. */
export function trackedSms<Deps extends SmsDependencies>(
  reminder: Reminder,
  deps: Deps,
  by: Execution,
  world: World,
): Deps {
  const { appointments, note } = tracked(reminder, deps, by, world);
  return { ...deps, appointments, sms: { ...deps.sms, send: (...text) => note(() => deps.sms.send(...text)) } };
}

/** See {@link trackedSms}. */
export function trackedEmail<Deps extends EmailDependencies>(
  reminder: Reminder,
  deps: Deps,
  by: Execution,
  world: World,
): Deps {
  const { appointments, note } = tracked(reminder, deps, by, world);
  return { ...deps, appointments, email: { ...deps.email, send: (...email) => note(() => deps.email.send(...email)) } };
}

function tracked(
  { key: { notificationId } }: Reminder,
  { appointments }: Pick<SmsDependencies, "appointments">,
  by: Execution,
  { time }: World,
) {
  let last: TrackedLookup | undefined;
  return {
    appointments: {
      async find(appointmentId: string, patientId: string) {
        const from = time.now;
        const item = await appointments.find(appointmentId, patientId);
        last = { notificationId, from, until: time.now };
        return item;
      },
    },
    /** A send begins before its first wait. */
    note<T>(send: () => Promise<T>): Promise<T> {
      by.lookedUp = last;
      return send();
    },
  };
}
