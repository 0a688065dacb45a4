/** The functions, queues, tables and alarms that the doctor looks at. */
import type { ResourceNames } from "../../../../contracts/resource-names";

export function functionsOf(names: ResourceNames): readonly string[] {
  const consumers = [names.smsConsumer, names.emailConsumer, names.bookingsConsumer, names.receiptsConsumer];
  return [names.producer, ...consumers, names.receiptCollector, names.repliesConsumer, names.digest];
}

export function queuesOf(names: ResourceNames): readonly string[] {
  const { appointmentsQueue, emailQueue, bookingsQueue, receiptsQueue, repliesQueue } = names;
  const working = [appointmentsQueue, emailQueue, bookingsQueue, receiptsQueue, repliesQueue];
  const deadLetters = [names.deadLetterQueue, names.bookingsDeadLetterQueue, names.dailyRunDeadLetterQueue];
  const { receiptsDeadLetterQueue, receiptCollectorDeadLetterQueue, repliesDeadLetterQueue } = names;
  return [...working, ...deadLetters, receiptsDeadLetterQueue, receiptCollectorDeadLetterQueue, repliesDeadLetterQueue];
}

export function tablesOf(names: ResourceNames): readonly string[] {
  const { deliveryLogTable, appointmentsTable, sendingStopsTable, repliesTable, operatorActsTable } = names;
  return [deliveryLogTable, appointmentsTable, sendingStopsTable, repliesTable, operatorActsTable];
}

export function alarmNames(names: ResourceNames): readonly string[] {
  return Object.entries(names)
    .filter(([key]) => key.endsWith("Alarm"))
    .map(([, name]) => name);
}
