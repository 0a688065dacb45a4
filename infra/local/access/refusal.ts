/** The error for a caller whose role does not allow a request: each service has its own code. */
import { AwsError } from "../protocol/call";
import { ACCOUNT } from "../template/references";
import type { Decision } from "./evaluate";
import type { AccessRequest } from "./statement";

/** The caller that was refused. */
export interface RefusedUser {
  readonly role: string;
  /** A function's name. */
  readonly session: string;
}

interface ErrorCode {
  readonly code: string;
  readonly status: number;
  /** The code in the query protocol, if it differs from the code in AWS JSON: some SDKs know the error by it. */
  readonly queryCode?: string;
}

const DENIED: Readonly<Record<string, ErrorCode>> = {
  // "Common errors" of DynamoDB and Lambda.
  dynamodb: { code: "AccessDeniedException", status: 400 },
  lambda: { code: "AccessDeniedException", status: 403 },
  // https://docs.aws.amazon.com/pinpoint/latest/apireference_smsvoicev2/API_SendTextMessage.html
  "sms-voice": { code: "AccessDeniedException", status: 400 },
  // https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
  sns: { code: "AuthorizationError", status: 403 },
};
const OTHERS_DENIED: ErrorCode = { code: "AccessDenied", status: 403 };

const KEY_DENIED: Readonly<Record<string, ErrorCode>> = {
  dynamodb: { code: "AccessDeniedException", status: 400 },
  sns: { code: "KMSAccessDenied", status: 400 },
  // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
  sqs: { code: "KmsAccessDenied", status: 400, queryCode: "KMS.AccessDeniedException" },
};

/**
 * @param service the called service
 * @param because the reason for the decision
 */
export function refusal(
  service: string,
  { action, resource }: AccessRequest,
  because: Extract<Decision, { allowed: false }>["because"],
  { role, session }: RefusedUser,
): AwsError {
  const table = action.startsWith("kms:") ? KEY_DENIED : DENIED;
  const { code, status, queryCode } = table[service] ?? OTHERS_DENIED;
  const user = `arn:aws:sts::${ACCOUNT}:assumed-role/${role}/${session}`;
  const why =
    because === "explicit-deny"
      ? "with an explicit deny in an identity-based policy"
      : `because no identity-based policy allows the ${action} action`;
  // If the action has no resource, AWS names none.
  const where = resource === "*" ? "" : ` on resource: ${resource}`;
  return new AwsError(code, status, `User: ${user} is not authorized to perform: ${action}${where} ${why}`, queryCode);
}
