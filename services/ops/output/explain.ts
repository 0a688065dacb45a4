/** Explains AWS errors to operators: a sentence and a hint, without the contents of the call. */
import { CommandError, STATUS } from "./status";

interface Rule {
  readonly matches: (error: AwsLike) => boolean;
  readonly explanation: (error: AwsLike, environment: string) => readonly [message: string, hint: string];
}

interface AwsLike extends Error {
  readonly code?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

const PERMISSIONS = 'docs/runbook.md, "Before you are on call", lists the permissions that the commands need.';
const RUN_AGAIN = "Run the same command again: nothing is done twice.";
const LOCAL = "For the local run, set the variables that `npm start -- --serve` prints.";

const named =
  (pattern: RegExp) =>
  ({ name }: AwsLike) =>
    pattern.test(name);

const RULES: readonly Rule[] = [
  {
    matches: named(/^(?:QueueDoesNotExist|ResourceNotFoundException|NotFoundException|NonExistentQueue)/),
    explanation: (_, environment) => [
      `Environment "${environment}" does not exist in this account and region, or is incomplete`,
      "Check --environment, AWS_PROFILE and AWS_REGION.",
    ],
  },
  {
    matches: (error) => error.name === "CredentialsProviderError" || /could not load credentials/i.test(error.message),
    explanation: () => ["No AWS credentials were found", `Sign in (\`aws sso login\`) and set AWS_PROFILE. ${LOCAL}`],
  },
  {
    matches: ({ message }) => /region (?:is missing|not accepted)/i.test(message),
    explanation: () => ["No AWS region is set", `Set AWS_REGION, such as us-east-1. ${LOCAL}`],
  },
  {
    matches: named(/^(?:Expired|TokenRefreshRequired|RequestExpired)/),
    explanation: () => ["The AWS credentials have expired", "Sign in again: `aws sso login`."],
  },
  {
    matches: named(
      /^(?:UnrecognizedClient|InvalidClientTokenId|InvalidSignature|SignatureDoesNotMatch|InvalidAccessKeyId)/,
    ),
    explanation: () => ["AWS does not accept these credentials", "Check AWS_PROFILE, and the clock of this machine."],
  },
  {
    matches: named(
      /^(?:AccessDenied|AuthorizationError|UnauthorizedOperation|NotAuthorized|KmsAccessDenied|KMSAccessDenied)/,
    ),
    explanation: ({ message }) => [`AWS denied ${deniedAction(message)}`, PERMISSIONS],
  },
  {
    matches: ({ code, message }) =>
      /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ENETUNREACH|EHOSTUNREACH/.test(`${code} ${message}`),
    explanation: () => [
      process.env.AWS_ENDPOINT_URL ? `Cannot connect to ${process.env.AWS_ENDPOINT_URL}` : "Cannot connect to AWS",
      process.env.AWS_ENDPOINT_URL
        ? "AWS_ENDPOINT_URL sets this address; `npm start -- --serve` starts the local run."
        : "Check the network connection.",
    ],
  },
  {
    matches: ({ code, message }) => code === "ERR_INVALID_URL" || /invalid (?:url|endpoint)/i.test(message),
    explanation: () => ["AWS_ENDPOINT_URL is not a valid URL", LOCAL],
  },
  {
    // The SDK could not read the response: an HTML page, or JSON of another program.
    matches: (error) =>
      /Deserialization error/.test(error.message) || (error.name === "SyntaxError" && "$response" in error),
    explanation: () =>
      process.env.AWS_ENDPOINT_URL
        ? [`The response from ${process.env.AWS_ENDPOINT_URL} is not from AWS`, `Check AWS_ENDPOINT_URL. ${LOCAL}`]
        : ["The response is not from AWS", "Check whether a proxy is in between."],
  },
  {
    matches: named(/^TimeoutError/),
    explanation: () => ["AWS did not respond in time", RUN_AGAIN],
  },
];

/**
 * @param environment its full name
 * @returns a sentence, a hint and the exit status. Of an unexpected error it has only the name, since its message may
 *   contain what was sent.
 */
export function explain(error: unknown, environment: string): CommandError {
  if (error instanceof CommandError) return error;
  const known = first(error);
  if (isDiskFull(known)) return new CommandError("The disk is full", STATUS.failed, `Free some space. ${RUN_AGAIN}`);
  const rule = RULES.find(({ matches }) => matches(known));
  if (!rule) return new CommandError(`Unexpected error: ${known.name}`, STATUS.failed, RUN_AGAIN);
  return new CommandError(...tupleOf(rule.explanation(known, environment)));
}

/** The disk is full, or the user's quota is used up. */
export function isDiskFull(error: unknown): boolean {
  const { code } = (error ?? {}) as NodeJS.ErrnoException;
  return code === "ENOSPC" || code === "EDQUOT";
}

function tupleOf([message, hint]: readonly [string, string]) {
  return [message, STATUS.unreachable, hint] as const;
}

/** The first of several errors, such as those of each address of a host. */
function first(error: unknown): AwsLike {
  if (error instanceof AggregateError && error.errors.length > 0) return first(error.errors[0]);
  return error instanceof Error ? error : Object.assign(new Error(), { name: "UnknownError" });
}

/** "User: arn:... is not authorized to perform: sqs:receivemessage on resource: ...". */
function deniedAction(message: string): string {
  return /perform: (\w+:\w+)/.exec(message)?.[1] ?? "a call that the command needs";
}
