/** What a caller gets whose role does not allow what it asks for: each service has a code of its own. */
import { AwsError } from "../protocol/call";
import { ACCOUNT } from "../template/references";
import type { Decision } from "./evaluate";
import type { AccessRequest } from "./statement";

/** Who was refused. */
export interface RefusedUser {
  readonly role: string;
  /** A function's name. */
  readonly session: string;
}

interface ErrorCode {
  readonly code: string;
  readonly status: number;
  /** By which SDKs know it where a service speaks JSON and spoke the query protocol before. */
  readonly queryCode?: string;
}

const DENIED: Readonly<Record<string, ErrorCode>> = {
  // "Common errors" of DynamoDB and Lambda.
  dynamodb: { code: "AccessDeniedException", status: 400 },
  lambda: { code: "AccessDeniedException", status: 403 },
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
 * @param service that was called
 * @param because why the decision fell so
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
  // Where the action takes no resource, AWS names none.
  const where = resource === "*" ? "" : ` on resource: ${resource}`;
  return new AwsError(code, status, `User: ${user} is not authorized to perform: ${action}${where} ${why}`, queryCode);
}
