import { fromEnv } from "@aws-sdk/credential-provider-env";

/**
 * What stands for the SDK's chain of credential providers in the bundles (`infra/stack/constructs/functions/handler-bundle.ts`): Lambda
 * gives a function its role's credentials in the environment, and so does the local run. The others of the chain, such as
 * profiles, single sign-on and the endpoint that SnapStart uses, would be a sixth of each bundle.
 * See "Working with Lambda environment variables", Lambda Developer Guide.
 */
export const defaultProvider = fromEnv;
