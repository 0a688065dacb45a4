/** The numbers that get no texts: an opt-out list of AWS End User Messaging SMS, which SNS's texts obey too. */
import {
  ConflictException,
  DeleteOptedOutNumberCommand,
  PinpointSMSVoiceV2Client,
  PutOptedOutNumberCommand,
  ResourceNotFoundException,
  ResourceType,
  ValidationException,
} from "@aws-sdk/client-pinpoint-sms-voice-v2";
import type { OptOutList } from "../../domain/replies/reply-ports";
import { REPEATABLE } from "../clients/client-settings";
import { lean } from "../clients/lean-client";
import { reasonCode } from "./end-user-messaging-error";
import { providerCall } from "./provider-error";

/**
 * "PutOptedOutNumber" and "DeleteOptedOutNumber", AWS End User Messaging SMS and Voice v2 API Reference. Neither does harm
 * if it is repeated.
 * @param name of the list, or its ARN
 */
export function optOutList(name: string, client = lean(new PinpointSMSVoiceV2Client(REPEATABLE))): OptOutList {
  return {
    async add(phoneNumber) {
      const command = new PutOptedOutNumberCommand({ OptOutListName: name, OptedOutNumber: phoneNumber });
      await providerCall(() => client.send(command), reasonCode);
    },
    remove(phoneNumber) {
      const command = new DeleteOptedOutNumberCommand({ OptOutListName: name, OptedOutNumber: phoneNumber });
      return providerCall(async () => {
        try {
          await client.send(command);
          return true;
        } catch (error) {
          if (isNotOnIt(error)) return true;
          // The reference names no error for a number that was taken off within 30 days.
          if (error instanceof ConflictException || error instanceof ValidationException) return false;
          throw error;
        }
      }, reasonCode);
    },
  };
}

/** A list that does not exist is a fault of the settings. */
function isNotOnIt(error: unknown): boolean {
  return error instanceof ResourceNotFoundException && error.ResourceType === ResourceType.OPTED_OUT_NUMBER;
}
