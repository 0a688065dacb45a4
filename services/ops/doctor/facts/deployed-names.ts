/** The functions and queues that the doctor looks at. */
import type { ResourceNames } from "../../../../contracts/resource-names";

export function functionsOf(names: ResourceNames): readonly string[] {
  const consumers = [names.smsConsumer, names.emailConsumer, names.bookingsConsumer, names.receiptsConsumer];
  return [names.producer, ...consumers, names.receiptCollector];
}

export function queuesOf(names: ResourceNames): readonly string[] {
  const working = [names.appointmentsQueue, names.emailQueue, names.bookingsQueue, names.receiptsQueue];
  const deadLetters = [names.deadLetterQueue, names.bookingsDeadLetterQueue, names.dailyRunDeadLetterQueue];
  return [...working, ...deadLetters, names.receiptsDeadLetterQueue, names.receiptCollectorDeadLetterQueue];
}
