import { ProviderError } from "../../domain/retry/failure";

/** Errors of requests that never reached the provider. */
const NEVER_REACHED = ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "CredentialsProviderError"];

/**
 * Calls a provider, and converts the SDK's error to the domain's, without its message.
 * @param codeOf our own code for an error whose code is ambiguous
 */
export async function providerCall<T>(
  call: () => Promise<T>,
  codeOf: (error: unknown) => string | undefined = () => undefined,
): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw toProviderError(error, codeOf(error));
  }
}

/**
 * The SDK's error by its code. Unless the provider has refused the call, by a status from 400 to 499, it may have carried it
 * out: an error that comes with the status 200 is of a response that broke off, or that the SDK could not read.
 */
export function toProviderError(error: unknown, ownCode?: string): ProviderError {
  const { name, code, $metadata } = error as {
    name?: string;
    code?: unknown;
    $metadata?: { httpStatusCode?: number };
  };
  const status = $metadata?.httpStatusCode;
  const neverReached = NEVER_REACHED.includes(String(code ?? "")) || NEVER_REACHED.includes(name ?? "");
  const isRefused = status !== undefined && status >= 400 && status < 500;
  return new ProviderError(ownCode ?? name ?? "UnknownError", !neverReached && !isRefused);
}
