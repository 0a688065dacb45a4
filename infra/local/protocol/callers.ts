/** The access key id identifies the caller. */

/** The prefix of the access key ids of functions, before the name of the function. */
export const FUNCTION_CALLER = "local-";

/** The credentials that the local run prints and uses itself. It accepts any others. */
export const LOCAL_CREDENTIALS = { accessKeyId: "local", secretAccessKey: "local" } as const;
