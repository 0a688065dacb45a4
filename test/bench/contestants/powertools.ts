/**
 * The same text with AWS's own libraries: batch processor and idempotency utility, combined as in their documentation
 * ("Integrating the idempotency utility with batch processing", Powertools for AWS Lambda (TypeScript)).
 */
import { join } from "node:path";
import { BatchProcessor, EventType, processPartialResponse } from "@aws-lambda-powertools/batch";
import { IdempotencyConfig, makeIdempotent } from "@aws-lambda-powertools/idempotency";
import { DynamoDBPersistenceLayer } from "@aws-lambda-powertools/idempotency/dynamodb";
import { CheckIfPhoneNumberIsOptedOutCommand, PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import { parseAppointment } from "../../../contracts/appointment-check";
import { onlyClinic } from "../../../contracts/clinics/clinic";
import { ALWAYS_OPEN } from "../../../contracts/clinics/send-window";
import { ENV } from "../../../contracts/environment";
import { TEXTS_FOLDER } from "../../../contracts/texts/messages";
import { jsonLogger } from "../../../services/adapters/json-logger";
import { textFiles } from "../../../services/adapters/text-files";
import { usableContact } from "../../../services/domain/contact/contact";
import { smsText } from "../../../services/domain/content/sms-text";
import { identifyNotification } from "../../../services/domain/notification/notification";

const { [ENV.deliveryLogTable]: tableName = "", [ENV.timeZone]: timeZone = "" } = process.env;
const processor = new BatchProcessor(EventType.SQS);
const persistenceStore = new DynamoDBPersistenceLayer({ tableName });
const config = new IdempotencyConfig({ eventKeyJmesPath: "messageId" });
const sns = new SNSClient();
const clinic = onlyClinic({
  timeZone,
  defaultCountry: "US",
  countries: "all",
  smsWording: "keys",
  sendWindow: ALWAYS_OPEN,
});
const texts = textFiles(join(process.env.LAMBDA_TASK_ROOT ?? "", TEXTS_FOLDER), jsonLogger);

async function remind({ body }: SQSRecord): Promise<{ messageId: string }> {
  const check = parseAppointment(body);
  if (!check.ok) throw new Error("the message breaks the contract");
  const { phoneNumber = "" } = usableContact(check.appointment, { defaultCountry: "US", countries: "all" });
  const { isOptedOut } = await sns.send(new CheckIfPhoneNumberIsOptedOutCommand({ phoneNumber }));
  if (isOptedOut) throw new Error("opted out");
  const { timestamp } = identifyNotification(check.appointment, clinic);
  const Message = smsText(check.appointment, timestamp, clinic, texts, Date.now());
  const { MessageId = "" } = await sns.send(new PublishCommand({ PhoneNumber: phoneNumber, Message }));
  return { messageId: MessageId };
}

const remindOnce = makeIdempotent(remind, { persistenceStore, config });

export async function handler(event: SQSEvent, context: Context): Promise<SQSBatchResponse> {
  config.registerLambdaContext(context);
  return processPartialResponse(event, remindOnce, processor, { context });
}
