/** Calls about the account, not the stack: SMS settings and numbers, and SES. The local run emulates few of them. */
import { type Answer, AwsError, jsonAnswer, type Service } from "../../protocol/call";

/** By operation of SNS. */
const NONE_OF_SMS: Readonly<Record<string, string>> = {
  GetSMSAttributes: "account-wide SMS settings",
  GetSMSSandboxAccountStatus: "SMS sandbox",
};

/** Whether this is an SNS call about the account's SMS settings. */
export function isAboutSmsAccount(operation: string): boolean {
  return operation in NONE_OF_SMS;
}

/** The local carrier sends to any phone at no cost: any response would be invented. */
export const smsAccount: Service = async ({ operation }) => {
  throw new AwsError("UnsupportedOperation", 400, `The local run has no ${NONE_OF_SMS[operation]}`);
};

/** Whether this is a call of version 2 of the SES API: both versions have the same service name. */
export function isSesV2(path: string): boolean {
  return path.startsWith("/v2/email/");
}

/** @param sender its domain is the only verified identity */
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
    // Without DKIM: the local run does not sign.
    return jsonAnswer({ IdentityType: "DOMAIN", VerifiedForSendingStatus: true, VerificationStatus: "SUCCESS" });
  };
}
