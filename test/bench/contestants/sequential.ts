/** Like the original system: one appointment after the other, one text and one write each. */
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import { DynamoDBDocumentClient, PutCommand } from "@aws-sdk/lib-dynamodb";
import type { SQSEvent } from "aws-lambda";
import type { AppointmentMessage } from "../../../contracts/appointment-message";
import { ENV } from "../../../contracts/environment";

const TableName = process.env[ENV.deliveryLogTable];
const dynamo = DynamoDBDocumentClient.from(new DynamoDBClient());
const sns = new SNSClient();

export async function handler({ Records }: SQSEvent): Promise<void> {
  for (const { body } of Records) {
    const {
      appointmentId = "",
      patientId,
      phoneNumber,
      doctorName,
      appointmentTime,
      location,
    } = JSON.parse(body) as AppointmentMessage;
    const Message =
      `Reminder: Your appointment with Dr. ${doctorName} is scheduled for ${appointmentTime}. Location: ${location}. ` +
      "Reply C to confirm or X to cancel.";
    const { MessageId } = await sns.send(new PublishCommand({ PhoneNumber: phoneNumber, Message }));
    const Item = {
      notificationId: `${appointmentId}-${Date.now()}`,
      timestamp: Date.now(),
      patientId,
      appointmentTime,
      status: "SMS_SENT",
      channel: "SMS",
      messageId: MessageId,
    };
    await dynamo.send(new PutCommand({ TableName, Item }));
  }
}
