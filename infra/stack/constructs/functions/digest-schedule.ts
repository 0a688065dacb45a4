import { Duration } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { DIGEST_SOURCE } from "../../../../contracts/digest/digest-event";
import { type DailyScheduleProps, onceADay } from "./daily-schedule";
import { ProducerSchedule } from "./producer-schedule";

/** Starts the daily digest. */
export class DigestSchedule extends ProducerSchedule {
  constructor(scope: Construct, id: string, { timeOfDay, timeZone, ...props }: DailyScheduleProps) {
    super(scope, id, {
      ...props,
      description: "Publishes what needs a person",
      run: "the daily digest",
      schedule: onceADay(timeOfDay, timeZone),
      event: { source: DIGEST_SOURCE },
      // The next digest has all that this one would have had.
      maxEventAge: Duration.hours(4),
      retryAttempts: 20,
    });
  }
}
