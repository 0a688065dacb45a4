import { ProviderError } from "../../domain/retry/failure";

/** Errors that say that the request never reached the provider. */
const NEVER_REACHED = ["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "CredentialsProviderError"];

/**
 * Calls a provider and turns the SDK's error into the domain's, without its text.
 * @param codeOf a code of our own for an error whose own code says too little
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

/** The SDK's error by its code; without a status below 500, the provider may have done what was asked. */
export function toProviderError(error: unknown, ownCode?: string): ProviderError {
  const { name, code, $metadata } = error as {
    name?: string;
    code?: unknown;
    $metadata?: { httpStatusCode?: number };
  };
  const status = $metadata?.httpStatusCode;
  const neverReached = NEVER_REACHED.includes(String(code ?? "")) || NEVER_REACHED.includes(name ?? "");
  return new ProviderError(ownCode ?? name ?? "UnknownError", !neverReached && (status === undefined || status >= 500));
}
