/** Errors of AWS, told to whoever ran the command: one sentence and what to do, and never what a call carried. */
import { CommandError, STATUS } from "./status";

interface Rule {
  readonly fits: (error: AwsLike) => boolean;
  readonly tell: (error: AwsLike, environment: string) => readonly [message: string, hint: string];
}

interface AwsLike extends Error {
  readonly code?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

const RIGHTS = 'docs/runbook.md, "Before you are on call", lists the rights that these commands need.';
const LOCAL = "For the local run, set the variables that `npm start -- --serve` prints.";

const named =
  (pattern: RegExp) =>
  ({ name }: AwsLike) =>
    pattern.test(name);

const RULES: readonly Rule[] = [
  {
    fits: named(/^(?:QueueDoesNotExist|ResourceNotFoundException|NotFoundException|NonExistentQueue)/),
    tell: (_, environment) => [
      `There is no environment "${environment}" in this account and region, or not all of it`,
      "--environment names it; AWS_PROFILE and AWS_REGION choose account and region.",
    ],
  },
  {
    fits: (error) => error.name === "CredentialsProviderError" || /could not load credentials/i.test(error.message),
    tell: () => ["There are no AWS credentials", `Sign in (\`aws sso login\`) and set AWS_PROFILE. ${LOCAL}`],
  },
  {
    fits: ({ message }) => /region (?:is missing|not accepted)/i.test(message),
    tell: () => ["No AWS region is set", `Set AWS_REGION, such as us-east-1. ${LOCAL}`],
  },
  {
    fits: named(/^(?:Expired|TokenRefreshRequired|RequestExpired)/),
    tell: () => ["The AWS credentials have expired", "Sign in again: `aws sso login`."],
  },
  {
    fits: named(
      /^(?:UnrecognizedClient|InvalidClientTokenId|InvalidSignature|SignatureDoesNotMatch|InvalidAccessKeyId)/,
    ),
    tell: () => ["AWS does not know these credentials", "Look at AWS_PROFILE, and at the clock of this machine."],
  },
  {
    fits: named(
      /^(?:AccessDenied|AuthorizationError|UnauthorizedOperation|NotAuthorized|KmsAccessDenied|KMSAccessDenied)/,
    ),
    tell: ({ message }) => [`AWS refuses ${deniedAction(message)}`, RIGHTS],
  },
  {
    fits: ({ code, message }) => /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ENETUNREACH|EHOSTUNREACH/.test(`${code} ${message}`),
    tell: () => [
      process.env.AWS_ENDPOINT_URL ? `Nobody answers at ${process.env.AWS_ENDPOINT_URL}` : "AWS cannot be reached",
      process.env.AWS_ENDPOINT_URL
        ? "AWS_ENDPOINT_URL names it; `npm start -- --serve` starts it."
        : "Is there a network?",
    ],
  },
  {
    fits: ({ code, message }) => code === "ERR_INVALID_URL" || /invalid (?:url|endpoint)/i.test(message),
    tell: () => ["AWS_ENDPOINT_URL is no address", LOCAL],
  },
  {
    // The SDK could not read the answer: an HTML page, or JSON of another program.
    fits: (error) =>
      /Deserialization error/.test(error.message) || (error.name === "SyntaxError" && "$response" in error),
    tell: () =>
      process.env.AWS_ENDPOINT_URL
        ? [`What answers at ${process.env.AWS_ENDPOINT_URL} is not AWS`, `AWS_ENDPOINT_URL names it. ${LOCAL}`]
        : ["What answers is not AWS", "Is there a proxy on the way?"],
  },
  {
    fits: named(/^TimeoutError/),
    tell: () => ["AWS did not answer in time", "Run the same again: nothing is done twice."],
  },
];

/**
 * @param environment the deployment's suffix
 * @returns what to tell and the exit status; of an error that nobody foresaw its name alone, since its text may hold
 *   what the call carried
 */
export function explain(error: unknown, environment: string): CommandError {
  if (error instanceof CommandError) return error;
  const known = first(error);
  if (isDiskFull(known))
    return new CommandError(
      "The disk is full",
      STATUS.failed,
      "Make room and run the same again: nothing is done twice.",
    );
  const rule = RULES.find(({ fits }) => fits(known));
  if (!rule)
    return new CommandError(`It failed: ${known.name}`, STATUS.failed, "Run the same again: nothing is done twice.");
  return new CommandError(...tupleOf(rule.tell(known, environment)));
}

/** No space, or no more for this user. */
export function isDiskFull(error: unknown): boolean {
  const { code } = (error ?? {}) as NodeJS.ErrnoException;
  return code === "ENOSPC" || code === "EDQUOT";
}

function tupleOf([message, hint]: readonly [string, string]) {
  return [message, STATUS.unreachable, hint] as const;
}

/** Of errors at several addresses of a host, or several calls, the first. */
function first(error: unknown): AwsLike {
  if (error instanceof AggregateError && error.errors.length > 0) return first(error.errors[0]);
  return error instanceof Error ? error : Object.assign(new Error(), { name: "UnknownError" });
}

/** "User: arn:... is not authorized to perform: sqs:receivemessage on resource: ...". */
function deniedAction(message: string): string {
  return /perform: (\w+:\w+)/.exec(message)?.[1] ?? "this role a call that the command needs";
}
