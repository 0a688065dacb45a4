import { fromEnv } from "@aws-sdk/credential-provider-env";
import { once } from "../../domain/concurrency/once";

/**
 * Replaces the SDK's chain of credential providers in the bundles
 * (`infra/stack/constructs/functions/handler-bundle.ts`): Lambda puts the credentials of a function's role in the
 * environment, and so does the local run. The other providers, such as profiles, single sign-on and the endpoint that
 * SnapStart uses, would be a sixth of each bundle. As in the SDK's chain, a client reads them once, and not twice a call:
 * those of an execution environment are taken not to change (docs/aws-facts.md).
 * See "Working with Lambda environment variables", Lambda Developer Guide.
 */
export const defaultProvider = (settings?: Parameters<typeof fromEnv>[0]) => once(fromEnv(settings));
