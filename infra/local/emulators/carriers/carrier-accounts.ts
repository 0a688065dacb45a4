/** Calls about the account, not the stack: SMS settings and numbers, and SES. The local run has little of it. */
import { type Answer, AwsError, jsonAnswer, type Service } from "../../protocol/call";

/** By operation of SNS. */
const NONE_OF_SMS: Readonly<Record<string, string>> = {
  GetSMSAttributes: "account-wide SMS settings",
  GetSMSSandboxAccountStatus: "SMS sandbox",
};

/** Is this a call of SNS about the account's SMS settings? */
export function isAboutSmsAccount(operation: string): boolean {
  return operation in NONE_OF_SMS;
}

/** Its carrier takes texts to any phone, at no price: any answer would be made up. */
export const smsAccount: Service = async ({ operation }) => {
  throw new AwsError("UnsupportedOperation", 400, `The local run has no ${NONE_OF_SMS[operation]}`);
};

/** AWS End User Messaging SMS: the local carrier sends texts without a number, so there is none to describe. */
export const endUserMessaging: Service = async () => {
  throw new AwsError("UnsupportedOperation", 400, "The local run has no AWS End User Messaging");
};

/** Is this a call of version 2 of the SES API? Both have one service name. */
export function isSesV2(path: string): boolean {
  return path.startsWith("/v2/email/");
}

/** @param sender the carrier takes emails of its domain, and of no other */
export function createEmailAccount(sender: string | undefined): Service {
  const domain = sender?.slice(sender.lastIndexOf("@") + 1);
  return async ({ operation, path }): Promise<Answer> => {
    const [, identity] = /^\/v2\/email\/identities\/([^/?]+)$/.exec(path) ?? [];
    if (operation === "GET /v2/email/account") {
      throw new AwsError("UnsupportedOperation", 400, "The local run has no SES account");
    }
    if (!identity || !operation.startsWith("GET ")) {
      throw new AwsError("UnsupportedOperation", 400, `The local run has no ses ${operation}`);
    }
    if (decodeURIComponent(identity) !== domain) {
      throw new AwsError("NotFoundException", 404, `Email identity ${identity} does not exist.`);
    }
    // Nothing of DKIM: nothing is signed here.
    return jsonAnswer({ IdentityType: "DOMAIN", VerifiedForSendingStatus: true, VerificationStatus: "SUCCESS" });
  };
}
